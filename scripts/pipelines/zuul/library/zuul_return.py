# Stands in for Zuul's own module, which only an executor has: takes what that one takes.
from ansible.module_utils.basic import AnsibleModule


def main():
    module = AnsibleModule(argument_spec=dict(data=dict(type="dict", required=True)))
    artifacts = module.params["data"]["zuul"]["artifacts"]
    for artifact in artifacts:
        if not artifact["name"] or not artifact["url"]:
            module.fail_json(msg="an artifact has a name and a url")
    module.exit_json(changed=False, artifacts=artifacts)


main()
