import { statSync, writeFileSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { applyAccess } from "../src/file-access.js";
import { createAtomicFile, openFileSource } from "../src/index.js";
import { isRoot, useFolder } from "./support.js";

const folder = useFolder();
const OTHERS = { uid: 4242, gid: 4243 };

/** A file of ours on a system that lets nobody, or only members of a group, give files away. */
function stubbornHandle(allowsGroup: boolean): {
  handle: Pick<FileHandle, "chmod" | "chown" | "stat">;
  calls: string[];
} {
  const calls: string[] = [];
  const refused = Object.assign(new Error("EPERM"), { code: "EPERM" });
  return {
    calls,
    handle: {
      chmod: (mode) => {
        calls.push(`chmod ${mode.toString(8)}`);
        return Promise.resolve();
      },
      chown: (uid, gid) => {
        calls.push(`chown ${uid}:${gid}`);
        return allowsGroup && uid === 1
          ? Promise.resolve()
          : Promise.reject(refused);
      },
      stat: (() =>
        Promise.resolve({ uid: 1, gid: 1 })) as unknown as FileHandle["stat"],
    },
  };
}

describe("applyAccess", () => {
  it.each([true, false])(
    "keeps what it may, and the mode last (group allowed: %s)",
    async (allowsGroup) => {
      const { handle, calls } = stubbornHandle(allowsGroup);
      await applyAccess(handle, { mode: 0o640, owner: OTHERS });
      expect(calls).toEqual(["chown 1:4243", "chown 4242:4243", "chmod 640"]);
    },
  );

  it("leaves an owner alone that is right already", async () => {
    const { handle, calls } = stubbornHandle(false);
    await applyAccess(handle, { mode: 0o600, owner: { uid: 1, gid: 1 } });
    expect(calls).toEqual(["chmod 600"]);
  });

  it("gives a new file mode and, for root, owner of the one it replaces", async () => {
    const path = join(folder.path, "x.patch");
    writeFileSync(path, "old");
    const handle = await open(path);
    if (isRoot) await handle.chown(OTHERS.uid, OTHERS.gid);
    await handle.chmod(0o640);
    await handle.close();
    const before = statSync(path);
    const source = await openFileSource(path);
    await source.close();
    await (await createAtomicFile(path, source.access)).commit();
    const { uid, gid, mode } = before;
    expect(statSync(path)).toMatchObject({ uid, gid, mode });
  });
});
