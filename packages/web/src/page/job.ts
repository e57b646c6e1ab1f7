import { sizeText, type CodedProblem } from "@stx-patch/core";
import { WEB_ERRORS } from "../error.js";
import type { TrustSettings } from "../protocol.js";
import { button, element, fill } from "./dom.js";
import { createProgress } from "./progress.js";
import { reportView } from "./report-view.js";
import { saveJson } from "./save-json.js";
import { spokenVerdict } from "./verdict-view.js";
import { verify } from "./verify.js";
import type { FinalAnswer, WorkerClient } from "./worker-client.js";

/** What a job needs from the page. */
export interface JobContext {
  readonly client: WorkerClient;
  /** Says something to those who hear the page. */
  readonly announce: (text: string) => void;
}

/** One file and what became of it, as an entry of the list of results. */
export class Job {
  readonly file: File;
  readonly view: HTMLLIElement;
  readonly #body = element("div", { class: "body" }, "waiting");
  readonly #actions = element("div", { class: "actions" });
  #abort: AbortController | undefined;
  #cancelled = false;

  constructor(file: File) {
    this.file = file;
    this.view = element(
      "li",
      { class: "job", "data-state": "waiting", "data-file": file.name },
      element(
        "div",
        { class: "bar" },
        element("h3", {}, file.name, element("small", {}, sizeText(file.size))),
        this.#actions,
      ),
      this.#body,
    );
    this.#offerCancel();
  }

  /** Not asked for again: cancelled before or while it ran. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** False while it only waits. */
  get started(): boolean {
    return !["waiting", "cancelled"].includes(this.view.dataset["state"] ?? "");
  }

  /** Back to the queue, also when it is running. */
  wait(): void {
    this.#cancelled = false;
    this.#abort?.abort();
    this.#show("waiting", element("p", { class: "hint" }, "waiting"));
    this.#offerCancel();
  }

  cancel(): void {
    this.#cancelled = true;
    this.#abort?.abort();
    this.#show("cancelled", element("p", { class: "hint" }, "cancelled"));
    fill(this.#actions);
  }

  /** Verifies the file; whatever happens ends up in the view. */
  async run(settings: TrustSettings, context: JobContext): Promise<void> {
    const progress = createProgress(this.file);
    const { signal } = (this.#abort = new AbortController());
    this.#show("running", progress.view);
    context.announce(`verifying ${this.file.name}`);
    try {
      const answer = await verify(context.client, this.file, settings, {
        signal,
        onProgress: progress.advance,
      });
      this.#finish(answer, context);
    } catch (error) {
      if (signal.aborted) context.announce(`${this.file.name}: stopped`);
      else this.#fail(internalProblem(error), context);
    }
  }

  #finish(answer: FinalAnswer, context: JobContext): void {
    if (answer.kind === "problem") {
      this.#fail(answer.problem, context);
    } else if (answer.kind === "report") {
      const { report, meanings } = answer;
      this.#show(report.verdict, reportView(report, meanings));
      fill(
        this.#actions,
        button("Save report", () => {
          saveJson(`${this.file.name}.json`, report);
        }),
      );
      context.announce(spokenVerdict(this.file.name, report));
    }
  }

  #fail(problem: CodedProblem, { announce }: JobContext): void {
    fill(this.#actions);
    this.#show(
      "failed",
      element(
        "div",
        { "data-code": problem.code },
        element(
          "p",
          { class: "verdict bad" },
          element("strong", {}, "NOT CHECKED"),
          element("span", {}, problem.message),
        ),
        element("p", {}, problem.remedy),
        element("code", {}, problem.code),
      ),
    );
    announce(`${this.file.name}: not checked, ${problem.message}`);
  }

  #offerCancel(): void {
    fill(
      this.#actions,
      button(
        "Cancel",
        () => {
          this.cancel();
        },
        { "aria-label": `Cancel ${this.file.name}` },
      ),
    );
  }

  #show(state: string, content: HTMLElement): void {
    this.view.dataset["state"] = state;
    fill(this.#body, content);
  }
}

function internalProblem(error: unknown): CodedProblem {
  return {
    code: "WEB_INTERNAL",
    message: error instanceof Error ? error.message : String(error),
    remedy: WEB_ERRORS.WEB_INTERNAL.remedy,
    location: {},
  };
}
