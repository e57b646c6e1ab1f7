import { TARGET_RELEASES, targetRelease } from "@stx-patch/patch-verify";
import type { TrustSettings } from "../protocol.js";
import { byId, element, fill } from "./dom.js";

/** More than any list of fingerprints has. */
const MAX_LIST_BYTES = 4 << 20;

/** What the options say; whom to trust is said elsewhere. */
export type OptionSettings = Pick<
  TrustSettings,
  "at" | "revocationList" | "target"
>;

/** The options that few people need: a target, another day, revoked certificates. */
export class OptionsPanel {
  readonly #onChange: () => void;
  readonly #target = byId("target", HTMLSelectElement);
  readonly #targetDev = byId("target-dev", HTMLInputElement);
  readonly #at = byId("at", HTMLInputElement);
  readonly #revoked = byId("revoked", HTMLTextAreaElement);
  readonly #problems = byId("options-problems", HTMLElement);

  /** @param onChange - called when another verdict may be due */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#target.append(
      ...TARGET_RELEASES.map(({ name, alias }) =>
        element("option", { value: name }, `${name} (${alias})`),
      ),
    );
    const controls = [this.#target, this.#targetDev, this.#at, this.#revoked];
    for (const control of controls)
      control.addEventListener("input", () => {
        this.#changed();
      });
    const chooser = byId("revoked-file", HTMLInputElement);
    chooser.addEventListener("change", () => {
      for (const file of chooser.files ?? []) void this.#addList(file);
      chooser.value = "";
    });
  }

  /** What the controls say; whether a list can be understood is for the one who reads it. */
  settings(): OptionSettings {
    const release = targetRelease(this.#target.value);
    return {
      at: this.#at.valueAsDate ?? undefined,
      revocationList: this.#revoked.value,
      target:
        release === undefined
          ? undefined
          : { release, acceptsDev: this.#targetDev.checked },
    };
  }

  #changed(): void {
    // Half a date counts as none, which must not go unsaid.
    this.#say(
      this.#at.validity.valid
        ? undefined
        : "The date is incomplete; dates are checked as of now.",
    );
    this.#onChange();
  }

  async #addList(file: File): Promise<void> {
    if (file.size > MAX_LIST_BYTES) {
      this.#say(`${file.name} is too large for a list of fingerprints.`);
      return;
    }
    try {
      const before = this.#revoked.value;
      const gap = before === "" || before.endsWith("\n") ? "" : "\n";
      this.#revoked.value = before + gap + (await file.text());
      this.#changed();
    } catch {
      this.#say(`The browser cannot read ${file.name}.`);
    }
  }

  #say(problem: string | undefined): void {
    fill(
      this.#problems,
      problem === undefined
        ? undefined
        : element("p", { class: "problem" }, problem),
    );
  }
}
