import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { rpmbuild, type RpmSpec } from "@stx-patch/testkit";
import { runCli } from "./cli.js";

/** Patch files for tests of repositories. */
export interface RepoPatches {
  /** foo 1.0-2 for controllers, bar for nobody in particular. */
  readonly first: string;
  /** foo 1.0-3 for controllers; requires the first. */
  readonly second: string;
  /** bar for another release. */
  readonly otherRelease: string;
  /** foo 1.0-2 with another content. */
  readonly otherFoo: string;
}

/** Builds the patches into a folder. */
export async function buildRepoPatches(folder: string): Promise<RepoPatches> {
  const make = async (spec: RpmSpec, place: string): Promise<string> => {
    await mkdir(join(folder, place));
    return rpmbuild(spec, join(folder, place));
  };
  const foo = (release: string, content = release): Promise<string> =>
    make(
      { name: "foo", release, files: [{ path: "/opt/foo", content }] },
      `foo-${content}`,
    );
  const bar = await make({ name: "bar" }, "bar");
  const [foo2, foo3, fooOther] = [
    await foo("2"),
    await foo("3"),
    await foo("2", "other"),
  ];
  const build = async (
    id: string,
    release: string,
    ...argv: string[]
  ): Promise<string> => {
    const { status, stderr } = await runCli(
      "patch-build",
      ["--id", id, "--release", release, ...argv],
      { cwd: folder },
    );
    if (status !== 0) throw new Error(stderr);
    return join(folder, `${id}.patch`);
  };
  return {
    first: await build("P_0001", "20.06", "--controller", foo2, bar),
    second: await build(
      "P_0002",
      "20.06",
      ...["--req", "P_0001", "--controller", foo3, "--worker", foo3],
    ),
    otherRelease: await build("P_0003", "21.12", bar),
    otherFoo: await build("P_0004", "20.06", fooOther),
  };
}
