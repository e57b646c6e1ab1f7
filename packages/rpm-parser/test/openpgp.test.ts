import { describe, expect, it } from "@jest/globals";
import { describeWithTool, runOk, vectorPath } from "@stx-patch/testkit";

import type { OpenPgpSignature } from "../src/index.js";
import { openPgpSignaturesOf } from "../src/openpgp.js";
import {
  type ExpectedSigned,
  headersOf,
  packagesOf,
  vector,
} from "./support.js";
import { withSignature } from "./variants.js";

const SIGNED = ["signed-sigheader", "signed-mainheader"].flatMap((directory) =>
  packagesOf<ExpectedSigned>(directory),
);

async function signaturesIn(path: string): Promise<OpenPgpSignature[]> {
  const { signature } = await headersOf(vector(path));
  return openPgpSignaturesOf(signature);
}

describe("openPgpSignaturesOf", () => {
  it.each(SIGNED)("lists those of %s", async (path, { gpgTags }) => {
    const tags = (await signaturesIn(path)).map(({ tag }) => tag);
    expect(tags.toSorted()).toEqual(gpgTags.toSorted());
  });

  it("lists the base64 signatures of v6 packages", async () => {
    const signed = await headersOf(vector(SIGNED[0]![0]));
    const packet = signed.signature.bytesOf(268)!;
    const [rsa] = openPgpSignaturesOf(signed.signature);
    const base = await headersOf(
      vector("unsigned/6.0/filekinds-1.0-1.x86_64.rpm"),
    );
    const { signature } = withSignature(base, {
      278: {
        type: 8,
        texts: [
          Buffer.from(packet).toString("base64"),
          "?",
          "A".repeat(256 * 1024 + 4),
        ],
      },
    });
    const common = { tag: 278, name: "OPENPGP", covers: "header" };
    expect(openPgpSignaturesOf(signature)).toEqual([
      { ...rsa, ...common },
      common,
      common,
    ]);
  });
});

describeWithTool("rpm", "what rpm says about OpenPGP signatures", () => {
  it("is what we say", async () => {
    const paths = SIGNED.map(([path]) => path);
    const { stdout } = await runOk(
      "rpm",
      [
        "-qp",
        "--nosignature",
        "--nodigest",
        "--qf",
        "%{RSAHEADER:pgpsig}|%{SIGPGP:pgpsig}\\n",
        ...paths.map((path) => vectorPath("rpm", path)),
      ],
      { env: { TZ: "UTC", LC_ALL: "C" } },
    );
    const theirs = stdout.toString().trimEnd().split("\n");
    const ours = await Promise.all(
      paths.map(async (path) => {
        const signatures = await signaturesIn(path);
        return [268, 1002]
          .map((wanted) => signatures.find(({ tag }) => tag === wanted))
          .map((found) => (found === undefined ? "(none)" : textOf(found)))
          .join("|");
      }),
    );
    expect(ours).toEqual(theirs);
    expect(theirs.join()).toContain("RSA/SHA");
  });
});

/** As rpm's `pgpsig` format: `RSA/SHA256, Mon Jun  1 00:00:00 2020, Key ID 0123456789abcdef`. */
function textOf(signature: OpenPgpSignature): string {
  const { publicKeyAlgorithm, hash, creationTimeSeconds, keyId } = signature;
  const date = new Date((creationTimeSeconds ?? 0) * 1000).toUTCString();
  const [, weekday, day, month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/.exec(date) ?? [];
  const when = `${weekday!} ${month!} ${String(Number(day)).padStart(2)} ${time!} ${year!}`;
  return `${publicKeyAlgorithm!}/${hash!.toUpperCase()}, ${when}, Key ID ${keyId!}`;
}
