import { describe, expect, it } from "@jest/globals";
import { craftPatch, type PatchParts } from "@stx-patch/testkit";
import { verifyPatch, type PatchWitness } from "../src/index.js";
import { CGCS, SCRIPT, soundParts } from "./support/parts.js";

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** What a witness was shown, by path; only what passed completely. */
async function witnessed(
  override: Partial<PatchParts> = {},
): Promise<Map<string, Buffer>> {
  const seen = new Map<string, Buffer>();
  const collect = (
    path: string,
  ): ReturnType<NonNullable<PatchWitness["rpm"]>> => {
    const chunks: Uint8Array[] = [];
    return {
      update: (chunk) => void chunks.push(chunk.slice()),
      finish: () => void seen.set(path, Buffer.concat(chunks)),
    };
  };
  await verifyPatch(once(await craftPatch(soundParts(override))), {
    anchors: [],
    policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
    witness: {
      file: ({ path }) => collect(path),
      rpm: ({ fileName, headers }) =>
        collect(`payload of ${fileName} from ${headers.payloadOffset}`),
    },
  });
  return seen;
}

describe("a witness of a verification", () => {
  it("sees every file of a patch, and payloads apart", async () => {
    const seen = await witnessed({ scripts: [SCRIPT] });
    const payload = [...seen.keys()].find((path) => path.startsWith("payload"));
    expect([...seen.keys()].toSorted()).toEqual(
      [
        "metadata.tar",
        "metadata.tar/metadata.xml",
        "software.tar",
        `software.tar/${CGCS.name}`,
        payload,
        "semantics.tar",
        `semantics.tar/${SCRIPT.name}`,
        "signature",
        "signature.v2",
      ].toSorted(),
    );
    expect(seen.get(`software.tar/${CGCS.name}`)).toEqual(
      Buffer.from(CGCS.body),
    );
    const start = Number(payload?.split(" ").at(-1));
    expect(seen.get(payload ?? "")).toEqual(
      Buffer.from(CGCS.body.subarray(start)),
    );
  });

  it("sees all of a file that its reader gives up", async () => {
    const body = new Uint8Array(5000).fill(7);
    const seen = await witnessed({
      rpms: [{ name: "bad-1-1.noarch.rpm", body }],
    });
    expect(seen.get("software.tar/bad-1-1.noarch.rpm")).toEqual(
      Buffer.from(body),
    );
    const software = seen.get("software.tar");
    expect(software?.length).toBeGreaterThan(5000);
  });

  it("does not hear the end of what breaks off", async () => {
    const seen = await witnessed({
      bendTar: (tar) => tar.subarray(0, 13_000),
    });
    expect([...seen.keys()]).toContain("metadata.tar");
    expect([...seen.keys()]).not.toContain("software.tar");
  });

  it("ends the verification by throwing", async () => {
    const failure = new Error("disk full");
    const verification = verifyPatch(once(await craftPatch(soundParts())), {
      anchors: [],
      policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
      witness: {
        file: () => ({
          update: () => Promise.reject(failure),
          finish: () => undefined,
        }),
      },
    });
    await expect(verification).rejects.toBe(failure);
  });
});
