import { basename, join, resolve } from "node:path";
import { openFileSource, readSmallFile } from "@stx-patch/node-io";
import {
  isUnbuilt,
  mayHold,
  parseImageList,
  parseUnbuiltPatterns,
  RecipeError,
  type PatchRecipe,
  type RecipePackage,
  type UnbuiltRules,
} from "@stx-patch/recipe";
import {
  describeRpm,
  readRpmHeaders,
  type RpmInfo,
} from "@stx-patch/rpm-parser";
import { findFiles } from "./find-files.js";
import { statIfThere } from "./files.js";

/** An RPM of the workspace, for the node types that its recipe names. */
export interface WorkspaceRpm {
  /** As it is shown: relative when the workspace was named so. */
  readonly path: string;
  readonly personalities: readonly string[];
  readonly info: RpmInfo;
}

const RPM_FOLDERS = ["std/rpmbuild/RPMS", "rt/rpmbuild/RPMS"];
const PREBUILT_FOLDER = "std/repo/cgcs-centos-repo/Binary";
const UNBUILT_FILE = "build-data/unbuilt_rpm_patterns";
const IMAGE_FILE = "build-tools/build_iso/image.inc";
/** A hundred times what StarlingX has. */
const MAX_RULES_BYTES = 4 << 20;

/** Finds the RPMs of recipes by the original's rules. Directories are listed once. */
export class Workspace {
  readonly #workdir: string;
  readonly #srcdir: string | undefined;
  readonly #cwd: string;
  readonly #lists = new Map<string, Promise<string[]>>();
  #rules: Promise<UnbuiltRules> | undefined;

  constructor(workdir: string, srcdir: string | undefined, cwd: string) {
    this.#workdir = workdir;
    this.#srcdir = srcdir;
    this.#cwd = cwd;
  }

  /**
   * The RPMs that a recipe names, in its order.
   *
   * @throws RecipeError RECIPE_RPM_MISSING, RECIPE_PATTERNS_MALFORMED; RpmError for what is no RPM; IoError
   */
  async rpmsOf({ id, sources }: PatchRecipe): Promise<WorkspaceRpm[]> {
    const found: WorkspaceRpm[] = [];
    for (const { prebuilt, packages } of sources)
      for (const wanted of packages) {
        const folders = prebuilt ? prebuiltFolders(wanted) : RPM_FOLDERS;
        const rpms = await this.#rpmsOfPackage(wanted, folders);
        if (rpms.length === 0)
          throw new RecipeError(
            "RECIPE_RPM_MISSING",
            `${id}: no RPM of ${wanted.name} for ${wanted.architectures.join(", ")} below ${folders.map((each) => join(this.#workdir, each)).join(", ")}`,
          );
        found.push(...rpms);
      }
    return found;
  }

  async #rpmsOfPackage(
    wanted: RecipePackage,
    folders: readonly string[],
  ): Promise<WorkspaceRpm[]> {
    this.#rules ??= readRules(this.#srcdir, this.#cwd);
    const rules = await this.#rules;
    const found: WorkspaceRpm[] = [];
    for (const folder of folders)
      for (const path of await this.#filesIn(join(this.#workdir, folder))) {
        const fileName = basename(path);
        if (!mayHold(wanted, fileName)) continue;
        const info = await readInfo(resolve(this.#cwd, path), path);
        if (info.name !== wanted.name) continue;
        if (isUnbuilt(info.name, fileName, rules)) continue;
        found.push({ path, personalities: wanted.personalities, info });
      }
    return found;
  }

  #filesIn(folder: string): Promise<string[]> {
    const listed = this.#lists.get(folder) ?? listRpms(folder, this.#cwd);
    this.#lists.set(folder, listed);
    return listed;
  }
}

function prebuiltFolders({ architectures }: RecipePackage): string[] {
  return architectures.map((arch) => join(PREBUILT_FOLDER, arch));
}

async function listRpms(folder: string, cwd: string): Promise<string[]> {
  const root = resolve(cwd, folder);
  if ((await statIfThere(root))?.isDirectory() !== true) return [];
  const paths = await findFiles(root, ".rpm");
  return paths.map((path) => join(folder, path.slice(root.length)));
}

async function readInfo(path: string, name: string): Promise<RpmInfo> {
  const source = await openFileSource(path);
  try {
    return describeRpm(await readRpmHeaders(source.open(), { name }));
  } finally {
    await source.close();
  }
}

async function readRules(
  srcdir: string | undefined,
  cwd: string,
): Promise<UnbuiltRules> {
  const unbuilt = await readIfThere(srcdir, UNBUILT_FILE, cwd);
  const image = await readIfThere(srcdir, IMAGE_FILE, cwd);
  return {
    patterns: parseUnbuiltPatterns(unbuilt, UNBUILT_FILE),
    image: parseImageList(image, IMAGE_FILE),
  };
}

async function readIfThere(
  srcdir: string | undefined,
  name: string,
  cwd: string,
): Promise<string> {
  if (srcdir === undefined) return "";
  const path = resolve(cwd, srcdir, name);
  if ((await statIfThere(path)) === undefined) return "";
  const bytes = await readSmallFile(path, { maxBytes: MAX_RULES_BYTES });
  return new TextDecoder().decode(bytes);
}
