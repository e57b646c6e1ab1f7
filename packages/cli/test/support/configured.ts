import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withTempDir } from "@stx-patch/testkit";

/** A machine of its own: a project, a user's home and system directories, each with a configuration as far as it is given. */
export interface Surroundings {
  /** The project's directory. */
  readonly project: string;
  /** A directory in it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<"project" | "user" | "system", string>>;
}

/** Runs a step in surroundings with these configuration files. */
export async function withConfiguration(
  texts: Readonly<Partial<Record<"project" | "user" | "system", string>>>,
  step: (surroundings: Surroundings) => Promise<void>,
): Promise<void> {
  await withTempDir(async (root) => {
    await chmod(root, 0o755);
    const project = join(root, "project");
    const cwd = join(project, "deep/down");
    await mkdir(cwd, { recursive: true });
    const files = {
      project: join(project, "stx-patch.yaml"),
      user: join(root, "config/stx-patch/stx-patch.yaml"),
      system: join(root, "etc/stx-patch/stx-patch.yaml"),
    };
    for (const place of ["project", "user", "system"] as const) {
      const text = texts[place];
      await mkdir(dirname(files[place]), { recursive: true });
      if (text !== undefined) await writeFile(files[place], text);
    }
    const env = {
      HOME: join(root, "home"),
      XDG_CONFIG_HOME: join(root, "config"),
      XDG_CONFIG_DIRS: join(root, "etc"),
    };
    await step({ project, cwd, env, files });
  });
}
