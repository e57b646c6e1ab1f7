import type { TrustAnchor } from "@stx-patch/trust";
import { button, element, fill } from "./dom.js";

/** Not a role of an anchor: such a certificate is trusted only when an anchor issued it. */
export const INTERMEDIATE = "intermediate";

const ROLES = ["formal", "dev", "ima", INTERMEDIATE];

/** The trust anchors that were added, each with its role and a way to remove it. Kept in memory only. */
export class AnchorList {
  readonly #view: HTMLElement;
  readonly #onChange: () => void;
  #anchors: TrustAnchor[] = [];

  constructor(view: HTMLElement, onChange: () => void) {
    this.#view = view;
    this.#onChange = onChange;
    this.#show();
  }

  get anchors(): readonly TrustAnchor[] {
    return this.#anchors;
  }

  /** Adds what is not there yet; the same key in another role is another anchor. */
  add(added: readonly TrustAnchor[]): void {
    const fresh = added.filter(
      (anchor) => !this.#anchors.some((known) => isSame(known, anchor)),
    );
    this.#set([...this.#anchors, ...fresh]);
  }

  removeKey(spkiSha256: string): void {
    this.#set(this.#anchors.filter(({ key }) => key.spkiSha256 !== spkiSha256));
  }

  #set(anchors: TrustAnchor[]): void {
    this.#anchors = anchors;
    this.#show();
    this.#onChange();
  }

  #show(): void {
    fill(
      this.#view,
      ...(this.#anchors.length === 0
        ? [element("li", { class: "hint" }, "Nobody yet.")]
        : this.#anchors.map((anchor) => this.#entry(anchor))),
    );
  }

  #entry(anchor: TrustAnchor): HTMLElement {
    const { certificate, key, source } = anchor;
    const name = certificate?.subject ?? "bare public key";
    return element(
      "li",
      { class: "anchor", "data-spki": key.spkiSha256 },
      element("strong", {}, name),
      element(
        "small",
        {},
        [
          `${key.algorithm.toUpperCase()} ${key.bits}`,
          ...(certificate === undefined
            ? []
            : [`until ${certificate.notAfter.toISOString().slice(0, 10)}`]),
          `from ${source}`,
        ].join(", "),
      ),
      element("small", {}, "key SHA-256 ", element("code", {}, key.spkiSha256)),
      element(
        "div",
        { class: "actions" },
        this.#roleChoice(anchor, name),
        button(
          "Remove",
          () => {
            this.#set(this.#anchors.filter((other) => other !== anchor));
          },
          { "aria-label": `Remove ${name}` },
        ),
      ),
    );
  }

  #roleChoice(anchor: TrustAnchor, name: string): HTMLElement {
    const roles = [...new Set([...ROLES, anchor.role])];
    const select = element(
      "select",
      { "aria-label": `Role of ${name}` },
      ...roles.map((role) => element("option", { value: role }, role)),
    );
    select.value = anchor.role;
    select.addEventListener("change", () => {
      this.#set(
        this.#anchors.map((other) =>
          other === anchor ? { ...anchor, role: select.value } : other,
        ),
      );
    });
    return select;
  }
}

function isSame(a: TrustAnchor, b: TrustAnchor): boolean {
  return (
    a.role === b.role &&
    a.key.spkiSha256 === b.key.spkiSha256 &&
    a.certificate?.fingerprintSha256 === b.certificate?.fingerprintSha256
  );
}
