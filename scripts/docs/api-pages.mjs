import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { Application, Logger, LogLevel, TSConfigReader } from "typedoc";

import { publicPackages } from "../release/public-packages.mjs";

/** Where the pages go, relative to the top. */
export const API_FOLDER = "docs/api";

/** What nobody has to know before he finds his way: the way in comes first, then by name. */
const FIRST = ["stx-patch", "@stx-patch/patch-build", "@stx-patch/patch-verify"];

/**
 * The reference of what the public packages export, a page each, from the declarations that the build made of the sources.
 *
 * @param {URL} root - top of the repository, built
 * @returns {Promise<{ path: string, markdown: string }[]>} paths are relative to the top
 * @throws Error for an export without a comment, and for a link that leads nowhere
 */
export async function apiPages(root) {
  const packages = publicPackages(fileURLToPath(root)).toSorted(byImportance);
  const folder = mkdtempSync(join(tmpdir(), "stx-patch-api-"));
  try {
    const logger = new ProblemLog();
    const app = await createApplication(fileURLToPath(root), packages);
    app.logger = logger;
    const project = await app.convert();
    if (project !== undefined) {
      nameModules(project, packages);
      app.validate(project);
      await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
    }
    if (logger.problems.length > 0) throw new Error(logger.problems.join("\n"));
    return pagesIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keeps what is wrong instead of printing it. */
class ProblemLog extends Logger {
  /** @type {string[]} */
  problems = [];

  log(message, level) {
    if (level >= LogLevel.Warn) this.problems.push(`docs/api: ${message}`);
  }
}

function createApplication(root, packages) {
  return Application.bootstrapWithPlugins(
    {
      plugin: ["typedoc-plugin-markdown"],
      logLevel: "Warn",
      name: "API of the packages",
      entryPoints: packages.map(({ folder }) => join(folder, "dist/index.d.ts")),
      tsconfig: join(root, "scripts/docs/api-tsconfig.json"),
      // The compiler has looked at the types before.
      skipErrorChecking: true,
      readme: "none",
      disableGit: true,
      disableSources: true,
      hideGenerator: true,
      sort: ["alphabetical"],
      sortEntryPoints: false,
      outputFileStrategy: "modules",
      hidePageHeader: true,
      hideBreadcrumbs: true,
      parametersFormat: "table",
      interfacePropertiesFormat: "table",
      typeDeclarationFormat: "table",
      // Every export; members whose names say it all need no words.
      requiredToBeDocumented: ["Variable", "Function", "Class", "Interface", "TypeAlias"],
      packagesRequiringDocumentation: packages.map(({ manifest }) => manifest.name),
      validation: { notExported: false, invalidLink: true, notDocumented: true },
    },
    [new TSConfigReader()],
  );
}

/** A module is called what one writes to import it. */
function nameModules(project, packages) {
  project.children?.forEach((module, i) => {
    module.name = packages[i].manifest.name;
  });
}

function byImportance({ manifest: a }, { manifest: b }) {
  const place = ({ name }) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return place(a) - place(b) || (a.name < b.name ? -1 : 1);
}

function pagesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: `${API_FOLDER}/${relative(folder, path)}`,
      markdown: readFileSync(path, "utf8"),
    }));
}
