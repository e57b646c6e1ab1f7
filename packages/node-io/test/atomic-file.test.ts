import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { abortAllAtomicFiles, createAtomicFile } from "../src/index.js";
import {
  codeOf,
  collect,
  expectSameBytes,
  asOrdinaryUser,
  isRoot,
  pattern,
  useFolder,
} from "./support.js";
import { ownIdentity, type ProcessIdentity } from "../src/process-identity.js";

const folder = useFolder();
const target = (name = "x.patch"): string => join(folder.path, name);
const names = (): string[] => readdirSync(folder.path).sort();
/** A tag of where process ids are those of this process. */
function tagOf(place: Partial<ProcessIdentity> = {}): string {
  const { host, machine, pidNamespace } = { ...ownIdentity(), ...place };
  return createHash("sha256")
    .update(JSON.stringify([host, machine, pidNamespace]))
    .digest("hex")
    .slice(0, 8);
}
const hostTag = tagOf();

describe("createAtomicFile", () => {
  it("shows the file under its name only when it is complete", async () => {
    const data = pattern(1_000_000);
    const file = await createAtomicFile(target());
    expect(basename(file.path)).toMatch(
      new RegExp(`^\\.x\\.patch\\.${process.pid}-[0-9a-f]{24}\\.partial$`),
    );
    for (let at = 0; at < data.length; at += 70_001)
      await file.write(data.subarray(at, at + 70_001));
    expect(existsSync(target())).toBe(false);
    await file.commit();
    expect(names()).toEqual(["x.patch"]);
    expectSameBytes(readFileSync(target()), data);
  });

  it("leaves an older file alone until then, and for good when given up", async () => {
    writeFileSync(target(), "old");
    const file = await createAtomicFile(target());
    await file.write(pattern(400_000));
    await file.abort();
    await file.abort();
    expect(names()).toEqual(["x.patch"]);
    expect(readFileSync(target(), "utf8")).toBe("old");
  });

  it("replaces an older file in one step", async () => {
    writeFileSync(target(), "old");
    const file = await createAtomicFile(target());
    await file.write(new TextEncoder().encode("new"));
    await file.commit();
    await file.abort();
    expect(readFileSync(target(), "utf8")).toBe("new");
  });

  it.each([
    [undefined, 0o644],
    [{ mode: 0o600 }, 0o600],
    [{ mode: 0o666 }, 0o666],
  ])(
    "asked for %o it makes mode %s, whatever the umask is",
    async (access, expected) => {
      const umask = process.umask(0o077);
      try {
        await (await createAtomicFile(target(), access)).commit();
      } finally {
        process.umask(umask);
      }
      expect(statSync(target()).mode & 0o7777).toBe(expected);
    },
  );

  it("reads back what was written so far, also while more is written", async () => {
    const file = await createAtomicFile(target());
    await file.write(pattern(300_000));
    const source = await file.source();
    await file.write(pattern(10));
    expect(source.sizeBytes).toBe(300_000);
    expectSameBytes(await collect(source.open()), pattern(300_000));
    expectSameBytes(
      await collect(source.open({ start: 5, end: 15 })),
      pattern(300_000).subarray(5, 15),
    );
    expect((await file.source()).sizeBytes).toBe(300_010);
    await file.abort();
  });

  it("refuses to go on after it was finished or given up", async () => {
    const aborted = await createAtomicFile(target("a"));
    await aborted.abort();
    const committed = await createAtomicFile(target("b"));
    await committed.commit();
    for (const file of [aborted, committed]) {
      expect(await codeOf(file.write(pattern(1)))).toBe("IO_ABORTED");
      expect(await codeOf(file.commit())).toBe("IO_ABORTED");
      expect(await codeOf(file.source())).toBe("IO_ABORTED");
    }
  });

  it("lets two writers of one target finish one after the other", async () => {
    const [one, two] = [
      await createAtomicFile(target()),
      await createAtomicFile(target()),
    ];
    await one.write(new TextEncoder().encode("one"));
    await two.write(new TextEncoder().encode("two"));
    await one.commit();
    await two.commit();
    expect(names()).toEqual(["x.patch"]);
    expect(readFileSync(target(), "utf8")).toBe("two");
  });

  it("takes the longest name that the file system takes", async () => {
    const name = "n".repeat(255);
    await (await createAtomicFile(target(name))).commit();
    expect(names()).toEqual([name]);
    expect(await codeOf(createAtomicFile(target("n".repeat(256))))).toBe(
      "IO_NAME_TOO_LONG",
    );
  });
});

describe("a target that is no plain file", () => {
  it("writes to what a link points to, and keeps the link", async () => {
    mkdirSync(target("real"));
    writeFileSync(target("real/file"), "old");
    symlinkSync("real/file", target("link"));
    const file = await createAtomicFile(target("link"));
    expect(dirname(file.path)).toBe(dirname(file.target));
    await file.write(new TextEncoder().encode("new"));
    await file.commit();
    expect(readlinkSync(target("link"))).toBe("real/file");
    expect(readFileSync(target("real/file"), "utf8")).toBe("new");
  });

  it("refuses folders, devices and links to nowhere", async () => {
    mkdirSync(target("folder"));
    symlinkSync("nowhere", target("dangling"));
    expect(await codeOf(createAtomicFile(target("folder")))).toBe(
      "IO_IS_DIRECTORY",
    );
    expect(await codeOf(createAtomicFile("/dev/null"))).toBe("IO_NOT_REGULAR");
    expect(await codeOf(createAtomicFile(target("dangling")))).toBe(
      "IO_BAD_LINK",
    );
    expect(await codeOf(createAtomicFile(target("missing/x.patch")))).toBe(
      "IO_NOT_FOUND",
    );
    expect(names()).toEqual(["dangling", "folder"]);
  });
});

describe("a folder that forbids writing", () => {
  it("is named as the reason", async () => {
    mkdirSync(target("locked"));
    chmodSync(target("locked"), 0o555);
    chmodSync(target("."), 0o755);
    const code = await asOrdinaryUser(() =>
      codeOf(createAtomicFile(target("locked/x"))),
    );
    expect(code).toBe("IO_PERMISSION");
  });
});

/** A child process that writes a partial file and waits to be killed. */
const CHILD = `
  const { openSync } = require("node:fs");
  openSync(process.argv[1].replace("PID", String(process.pid)), "wx");
  process.stdout.write("ready");
  setInterval(() => undefined, 1000);
`;

async function startWriter(
  name: string,
): Promise<{ partial: string; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ["-e", CHILD, target(name)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  return {
    partial: name.replace("PID", String(child.pid)),
    kill: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

describe("what killed processes left behind", () => {
  const partialOf = (base: string, tag = hostTag): string =>
    `.${base}.PID-${tag}0123456789abcdef.partial`;

  it("is removed, but never while its process lives", async () => {
    const writer = await startWriter(partialOf("x.patch"));
    try {
      await (await createAtomicFile(target())).commit();
      expect(names()).toEqual([writer.partial, "x.patch"]);
    } finally {
      await writer.kill();
    }
    expect(names()).toContain(writer.partial);
    await (await createAtomicFile(target())).commit();
    expect(names()).toEqual(["x.patch"]);
  });

  it("is left alone when it belongs to another target, another machine or container, or looks different", async () => {
    const writer = await startWriter(partialOf("x.patch"));
    await writer.kill();
    const pid = /\.(\d+)-/.exec(writer.partial)?.[1] ?? "";
    const others = [
      partialOf("y.patch").replace("PID", pid),
      partialOf("x.patch", "00000000").replace("PID", pid),
      // On the network of its host, a container has the host's name.
      partialOf("x.patch", tagOf({ pidNamespace: "pid:[1]" })).replace(
        "PID",
        pid,
      ),
      `.x.patch.${pid}.partial`,
      `.x.patch.${pid}-${hostTag}0123456789abcdef.partial.bak`,
      `.x.patch.0-${hostTag}0123456789abcdef.partial`,
    ];
    for (const name of others) writeFileSync(target(name), "");
    await (await createAtomicFile(target())).commit();
    expect(names()).toEqual([...others, "x.patch"].sort());
  });
});

describe("abortAllAtomicFiles", () => {
  it("removes all unfinished files at once, and no finished one", async () => {
    const finished = await createAtomicFile(target("finished"));
    await finished.commit();
    const open = [
      await createAtomicFile(target("a")),
      await createAtomicFile(target("b")),
    ];
    await open[0]?.write(pattern(10));
    abortAllAtomicFiles();
    expect(names()).toEqual(["finished"]);
    for (const file of open) {
      expect(await codeOf(file.commit())).toBe("IO_ABORTED");
      await file.abort();
    }
    expect(names()).toEqual(["finished"]);
  });

  it("catches a file that is just being created", async () => {
    const creating = codeOf(createAtomicFile(target()));
    for (let i = 0; i < 20; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      abortAllAtomicFiles();
    }
    expect([undefined, "IO_ABORTED"]).toContain(await creating);
    abortAllAtomicFiles();
    expect(names()).toEqual([]);
  });
});

function mountTiny(path: string, options: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/** Only root may mount, and not in every container: elsewhere these tests show as skipped. */
const canMount = isRoot && mountTinyOnce();

function mountTinyOnce(): boolean {
  const probe = execFileSync("mktemp", ["-d"], { encoding: "utf8" }).trim();
  const works = mountTiny(probe, "size=64k");
  if (works) execFileSync("umount", [probe]);
  execFileSync("rmdir", [probe]);
  return works;
}

(canMount ? describe : describe.skip)("a file system that refuses", () => {
  const onTiny = async (
    options: string,
    use: (path: string) => Promise<void>,
  ): Promise<void> => {
    const path = target("tiny");
    mkdirSync(path);
    mountTiny(path, options);
    try {
      await use(path);
    } finally {
      execFileSync("umount", ["-l", path]);
    }
  };

  it("reports a full disk, writes nothing more, and leaves nothing behind", () =>
    onTiny("size=1m", async (path) => {
      writeFileSync(join(path, "x.patch"), "old");
      const file = await createAtomicFile(join(path, "x.patch"));
      const writing = async (): Promise<void> => {
        for (let i = 0; i < 100; i++) await file.write(pattern(100_000));
      };
      expect(await codeOf(writing())).toBe("IO_DISK_FULL");
      expect(await codeOf(file.write(pattern(300_000)))).toBe("IO_DISK_FULL");
      expect(await codeOf(file.commit())).toBe("IO_DISK_FULL");
      await file.abort();
      expect(readdirSync(path)).toEqual(["x.patch"]);
      expect(readFileSync(join(path, "x.patch"), "utf8")).toBe("old");
    }));

  it("reports a read-only file system", () =>
    onTiny("size=1m,ro", async (path) => {
      expect(await codeOf(createAtomicFile(join(path, "x.patch")))).toBe(
        "IO_READ_ONLY",
      );
    }));
});
