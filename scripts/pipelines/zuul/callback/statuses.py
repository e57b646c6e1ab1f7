# Writes the exit status of every command to $STATUSES, one JSON object a line, and runs the command line in $BEFORE_TASK before the task of that name.
import json
import os
import subprocess

from ansible.plugins.callback import CallbackBase


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "statuses"
    CALLBACK_NEEDS_ENABLED = False

    def v2_playbook_on_task_start(self, task, is_conditional):
        before = json.loads(os.environ["BEFORE_TASK"])
        if task.get_name().split(" : ")[-1] == before["name"]:
            subprocess.run(before["command"], check=True)

    def v2_runner_on_ok(self, result):
        self.write(result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.write(result)

    def write(self, result):
        status = result._result.get("rc")
        if status is None:
            return
        name = result._task.get_name().split(" : ")[-1]
        with open(os.environ["STATUSES"], "a") as file:
            file.write(json.dumps({"task": name, "status": status}) + "\n")
