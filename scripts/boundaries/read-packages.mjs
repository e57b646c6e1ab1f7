import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import ts from "typescript";

/**
 * Reads what the checks need to know about every folder below `packages/`.
 *
 * @param {string} root - top of the repository
 */
export function readPackages(root) {
  const folder = join(root, "packages");
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readPackage(root, entry.name));
}

function readPackage(root, name) {
  const folder = join(root, "packages", name);
  const manifest = readJson(join(folder, "package.json"));
  const tsconfig = readJson(join(folder, "tsconfig.json"));
  return {
    /** Folder name, as the table uses it. */
    name,
    /** Name that others import. */
    packageName: manifest.name,
    private: manifest.private === true,
    dependencies: Object.keys(manifest.dependencies ?? {}),
    references: (tsconfig.references ?? []).map((reference) =>
      relative(join(root, "packages"), resolve(folder, reference.path)),
    ),
    folder,
    files: ["src", "bin"].flatMap((part) => sourceFiles(root, folder, part)),
  };
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function sourceFiles(root, folder, part) {
  const top = join(folder, part);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.([cm]?ts|[cm]?js)$/.test(entry.name),
    )
    .map((entry) => readSource(root, join(entry.parentPath, entry.name)));
}

function readSource(root, path) {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const imports = [];
  const globals = new Set();
  const visit = (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push(specifier);
    if (ts.isIdentifier(node) && isFreeName(node)) globals.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, label: relative(root, path), imports, globals };
}

/** The module that a node imports: static, re-export, dynamic, or in a type. */
function specifierOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return literalText(node.moduleSpecifier);
  }
  if (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword
  ) {
    return literalText(node.arguments[0]);
  }
  if (ts.isImportTypeNode(node)) return literalText(node.argument.literal);
  return undefined;
}

function literalText(node) {
  return node !== undefined && ts.isStringLiteralLike(node)
    ? node.text
    : undefined;
}

/** False for the names of members, so that `report.process` is not taken for the global. */
function isFreeName(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  return !("name" in parent && parent.name === node);
}
