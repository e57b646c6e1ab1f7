import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import {
  Application,
  Logger,
  LogLevel,
  ReflectionKind,
  TSConfigReader,
} from "typedoc";

import { publicPackages } from "../release/public-packages.mjs";

/** What nobody has to know before he finds his way: the way in comes first, then by name. */
const FIRST = [
  "stx-patch",
  "@stx-patch/patch-build",
  "@stx-patch/patch-verify",
];

/**
 * The reference of what the public packages export, a page each, from the declarations that the build made of the sources.
 *
 * @param {URL} root - top of the repository, built
 * @returns {Promise<[string, string][]>} name and content of each page
 * @throws Error for an export without a comment
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
      logger.problems.push(...undocumented(project));
      await app.outputs.writeOutput(
        { name: "markdown", path: folder },
        project,
      );
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
      entryPoints: packages.map(({ folder }) =>
        join(folder, "dist/index.d.ts"),
      ),
      tsconfig: join(root, "scripts/docs/api-tsconfig.json"),
      // The compiler has looked at the types before.
      skipErrorChecking: true,
      readme: "none",
      disableGit: true,
      disableSources: true,
      hideGenerator: true,
      sort: ["alphabetical"],
      sortEntryPoints: false,
      groupOrder: ["Functions", "*"],
      outputFileStrategy: "modules",
      hidePageHeader: true,
      hideBreadcrumbs: true,
      // Names that differ in nothing but capitals have the same heading's anchor.
      useHTMLAnchors: true,
      parametersFormat: "table",
      interfacePropertiesFormat: "table",
      typeDeclarationFormat: "table",
      // A catalogue of a hundred error codes is one line; docs/errors.md has them all.
      typeDeclarationVisibility: "compact",
      // Comments are for readers of the sources, too: what they link to need not be exported.
      validation: {
        notExported: false,
        invalidLink: false,
        notDocumented: false,
      },
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

/** Every export says what it is; members whose names say it all need no words. */
function undocumented(project) {
  return (project.children ?? []).flatMap(({ name, children = [] }) =>
    children
      .filter((each) => each.kind !== ReflectionKind.Reference)
      .filter(
        (each) =>
          !(
            each.hasComment() ||
            each.signatures?.every((one) => one.hasComment())
          ),
      )
      .map(
        (each) => `docs/api: ${name} exports ${each.name} without a comment`,
      ),
  );
}

function byImportance({ manifest: a }, { manifest: b }) {
  const place = ({ name }) =>
    (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return place(a) - place(b) || (a.name < b.name ? -1 : 1);
}

/** All pages side by side, whatever the scope of their package is. */
function pagesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => {
      const page = readFileSync(join(parentPath, name), "utf8");
      return [name, page.replace(/\]\((?:@stx-patch|\.\.)\//g, "](")];
    })
    .toSorted();
}
