import type { VerificationReport } from "@stx-patch/patch-verify";
import { keyText } from "../facts.js";
import { foreign, html, type Markup } from "./markup.js";
import { facts, heading, tag, type Level } from "./parts.js";

type Row = readonly [string, Markup];

/** Who signed, and what the patch says it is. */
export function identityPart(level: Level, report: VerificationReport): Markup {
  return html`<section class="part columns">
    <div>
      ${heading(level, 1, "heading", "Signature")} ${facts(signerRows(report))}
    </div>
    <div>
      ${heading(level, 1, "heading", "Patch")} ${facts(patchRows(report))}
    </div>
  </section> `;
}

function signerRows({ signer }: VerificationReport): Row[] {
  if (signer === null)
    return [
      ["Signed by", html`nobody among the trust anchors that were given`],
    ];
  const { notBefore, notAfter, publicKeyOf, chain } = signer;
  return [
    ["Role", tag("plain", signer.role)],
    ["Signed by", foreign(signer.subject ?? "a bare public key")],
    ...(notBefore === null || notAfter === null
      ? []
      : [
          [
            "Certificate",
            html`valid ${day(notBefore)} to ${day(notAfter)}`,
          ] as const,
        ]),
    ["Scheme", html`${schemeText(signer.scheme)}, ${keyText(signer)}`],
    ...(publicKeyOf === null
      ? []
      : ([
          [
            "Caution",
            html`${tag("warn", "public")} the private half of ${publicKeyOf} is
            known to everybody`,
          ],
        ] as const)),
    ...chain
      .slice(1)
      .map(({ subject }) => ["Issued by", foreign(subject)] as const),
    ["Trust anchor", foreign(signer.anchor)],
    ["Key", digestMarkup(signer.spkiSha256, "SHA-256 of the public key")],
  ];
}

function patchRows(report: VerificationReport): Row[] {
  return [...metadataRows(report), ...fileRows(report)];
}

function fileRows({ fileSha256 }: VerificationReport): Row[] {
  return fileSha256 === null
    ? []
    : [["File", digestMarkup(fileSha256, "SHA-256 of the whole file")]];
}

/** A digest and what it is of. */
function digestMarkup(digest: string, what: string): Markup {
  return html`<span class="mono">${digest}</span><br /><span class="soft"
      >${what}</span
    >`;
}

function metadataRows({ metadata }: VerificationReport): Row[] {
  if (metadata === null)
    return [["Id", html`unknown: metadata.xml could not be read`]];
  const list = (items: readonly string[]): Markup =>
    items.length === 0
      ? html`none`
      : html`<ul>
          ${items.map((item) => html`<li>${foreign(item)}</li>`)}
        </ul>`;
  return [
    ["Id", html`<strong class="mono">${metadata.id}</strong>`],
    ["Release", foreign(metadata.swVersion)],
    [
      "Status",
      metadata.status === "" ? html`not said` : foreign(metadata.status),
    ],
    [
      "Applying",
      metadata.rebootRequired === false
        ? html`in service, no reboot`
        : html`needs a reboot`,
    ],
    [
      "Removing",
      metadata.unremovable ? html`impossible once applied` : html`possible`,
    ],
    ...(metadata.applyActiveReleaseOnly
      ? [["Limited to", html`the active release`] as const]
      : []),
    ["Requires", list(metadata.requires)],
    ["Scripts", list(metadata.semantics)],
  ];
}

function schemeText(scheme: string): string {
  return scheme === "rsassa-pss"
    ? "RSASSA-PSS"
    : scheme === "rsassa-pkcs1-v1_5"
      ? "RSASSA-PKCS1-v1_5"
      : scheme;
}

/** The date alone, in UTC. */
function day(iso: string): Markup {
  return html`<span class="whole">${iso.slice(0, 10)}</span>`;
}
