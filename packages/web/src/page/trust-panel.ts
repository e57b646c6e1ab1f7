import type { CodedProblem } from "@stx-patch/core";
import { roleOfFileName, type TrustAnchor } from "@stx-patch/trust";
import type { TrustSettings } from "../protocol.js";
import { AnchorList, INTERMEDIATE } from "./anchor-list.js";
import { developmentCertificate } from "./built-in.js";
import { byId, element, fill } from "./dom.js";
import type { OptionSettings } from "./options-panel.js";
import type { WorkerClient } from "./worker-client.js";

/** Largest file that is looked at for certificates; the reader's own limit is lower. */
const MAX_FILE_BYTES = 4 << 20;

/** The controls that say whom to trust. */
export class TrustPanel {
  readonly #client: WorkerClient;
  readonly #list: AnchorList;
  readonly #onChange: () => void;
  readonly #announce: (text: string) => void;
  readonly #role = byId("role", HTMLSelectElement);
  readonly #require = byId("require", HTMLSelectElement);
  readonly #dates = byId("dates", HTMLInputElement);
  readonly #development = byId("development", HTMLInputElement);
  readonly #problems = byId("trust-problems", HTMLElement);
  /** Files are read one after the other: the worker answers one request at a time. */
  #reading: Promise<void> = Promise.resolve();

  constructor(options: {
    readonly client: WorkerClient;
    readonly announce: (text: string) => void;
    /** Called when another verdict may be due. */
    readonly onChange: () => void;
  }) {
    this.#client = options.client;
    this.#announce = options.announce;
    this.#onChange = options.onChange;
    this.#list = new AnchorList(byId("anchors", HTMLElement), () => {
      this.#showRoles();
      this.#showDevelopment();
      this.#onChange();
    });
    this.#showRoles();
    this.#listen();
  }

  /** What these controls say once everything that was added is read. */
  async settings(): Promise<Omit<TrustSettings, keyof OptionSettings>> {
    await this.#reading;
    const isIntermediate = ({ role }: TrustAnchor): boolean =>
      role === INTERMEDIATE;
    return {
      anchors: this.#list.anchors.filter((entry) => !isIntermediate(entry)),
      intermediates: this.#list.anchors
        .filter(isIntermediate)
        .flatMap(({ certificate }) => certificate ?? []),
      requireRole: this.#require.value || undefined,
      checkDates: this.#dates.checked,
    };
  }

  /** Reads certificates out of files, in the role chosen on the page. */
  addFiles(files: readonly File[]): void {
    fill(this.#problems);
    for (const file of files) {
      this.#enqueue(async () => {
        if (file.size > MAX_FILE_BYTES)
          throw new Error(`${file.name} is too large for certificates`);
        const bytes = new Uint8Array(await file.arrayBuffer());
        await this.#read(
          bytes,
          file.name,
          this.#role.value || roleOfFileName(file.name),
        );
      });
    }
  }

  #listen(): void {
    for (const control of [this.#require, this.#dates])
      control.addEventListener("change", this.#onChange);
    this.#development.addEventListener("change", () => {
      this.#toggleDevelopment();
    });
    byId("add", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#addPasted();
    });
  }

  #addPasted(): void {
    const field = byId("pem", HTMLTextAreaElement);
    const bytes = new TextEncoder().encode(field.value);
    fill(this.#problems);
    this.#enqueue(async () => {
      await this.#read(bytes, "pasted text", this.#role.value || undefined);
      field.value = "";
    });
  }

  #toggleDevelopment(): void {
    const { bytes, source, spkiSha256 } = developmentCertificate();
    if (this.#development.checked)
      this.#enqueue(() => this.#read(bytes, source, "dev"));
    else this.#list.removeKey(spkiSha256);
  }

  /** The certificate can also be added as a file, and be removed in the list. */
  #showDevelopment(): void {
    const { spkiSha256 } = developmentCertificate();
    this.#development.checked = this.#list.anchors.some(
      ({ key }) => key.spkiSha256 === spkiSha256,
    );
  }

  #enqueue(task: () => Promise<void>): void {
    this.#reading = this.#reading.then(task).catch((error: unknown) => {
      this.#showProblem(error instanceof Error ? error.message : String(error));
    });
  }

  async #read(
    bytes: Uint8Array,
    source: string,
    role: string | undefined,
  ): Promise<void> {
    const answer = await this.#client.ask({
      kind: "read-anchors",
      bytes,
      source,
      role,
    });
    if (answer.kind === "anchors") this.#take(answer.anchors);
    if (answer.kind === "problem")
      this.#showProblem(problemText(source, answer.problem));
  }

  #take(anchors: readonly TrustAnchor[]): void {
    this.#list.add(anchors);
    for (const { role, certificate } of anchors)
      this.#announce(
        `added ${role}: ${certificate?.subject ?? "bare public key"}`,
      );
  }

  #showProblem(text: string): void {
    this.#problems.append(element("p", { class: "problem" }, text));
  }

  /** Any role that an anchor has can be asked for; what was chosen stays. */
  #showRoles(): void {
    const chosen = this.#require.value;
    const roles = new Set([
      "formal",
      "dev",
      ...this.#list.anchors.map(({ role }) => role),
    ]);
    for (const role of ["ima", INTERMEDIATE]) roles.delete(role);
    if (chosen !== "") roles.add(chosen);
    fill(
      this.#require,
      element("option", { value: "" }, "any"),
      ...[...roles].map((role) => element("option", { value: role }, role)),
    );
    this.#require.value = chosen;
  }
}

function problemText(source: string, problem: CodedProblem): string {
  return `${source}: ${problem.message}. ${problem.remedy} [${problem.code}]`;
}
