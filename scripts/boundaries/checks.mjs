import { builtinModules } from "node:module";
import { dirname, resolve, sep } from "node:path";

const NODE_GLOBALS = ["Buffer", "process"];

/** All checks, in the order in which their problems are shown. Each returns sentences; none means fine. */
export const CHECKS = [
  tableMatchesFolders,
  importsAllowed,
  manifestsMatchImports,
  referencesMatchManifests,
  noDeepImports,
  librariesHaveOneHome,
  browserSafe,
  noCycles,
];

function tableMatchesFolders({ packages, table }) {
  const known = Object.keys(table.packages);
  const present = packages.map((pkg) => pkg.name);
  return [
    ...minus(present, known).map(
      (name) => `packages/${name}: not in the table`,
    ),
    ...minus(known, present).map((name) => `packages/${name}: does not exist`),
  ];
}

function importsAllowed({ packages, table, folderOf }) {
  return eachImport(packages, (pkg, file, specifier) => {
    const target = folderOf(packageOf(specifier));
    if (target === undefined || target === pkg.name) return undefined;
    const allowed = table.packages[pkg.name]?.imports ?? [];
    return allowed.includes(target)
      ? undefined
      : `${file.label}: ${pkg.name} must not import ${target}`;
  });
}

/** A private package may declare more than its sources import: its tests and scripts use it, too. */
function manifestsMatchImports({ packages }) {
  return packages.flatMap((pkg) => {
    const used = externalImports(pkg);
    const unused = pkg.private ? [] : minus(pkg.dependencies, used);
    return [
      ...minus(used, pkg.dependencies).map(
        (name) => `${pkg.name}: imports ${name} without declaring it`,
      ),
      ...unused.map(
        (name) => `${pkg.name}: declares ${name}, imports it nowhere`,
      ),
    ];
  });
}

function referencesMatchManifests({ packages, folderOf }) {
  return packages.flatMap((pkg) => {
    const declared = pkg.dependencies.flatMap((name) => folderOf(name) ?? []);
    return [
      ...minus(declared, pkg.references).map(
        (name) => `${pkg.name}: tsconfig.json lacks a reference to ${name}`,
      ),
      ...minus(pkg.references, declared).map(
        (name) => `${pkg.name}: tsconfig.json refers to ${name}, not declared`,
      ),
    ];
  });
}

function noDeepImports({ packages, folderOf }) {
  return eachImport(packages, (pkg, file, specifier) => {
    if (specifier.startsWith(".")) {
      const target = resolve(dirname(file.path), specifier);
      return target.startsWith(pkg.folder + sep)
        ? undefined
        : `${file.label}: ${specifier} reaches outside its package`;
    }
    const name = packageOf(specifier);
    return folderOf(name) !== undefined && specifier !== name
      ? `${file.label}: ${specifier} bypasses the exports of ${name}`
      : undefined;
  });
}

function librariesHaveOneHome({ packages, table, folderOf }) {
  return eachImport(packages, (pkg, file, specifier) => {
    const name = packageOf(specifier);
    if (name === undefined || folderOf(name) !== undefined) return undefined;
    const homes = table.libraries[name] ?? [];
    return homes.includes(pkg.name)
      ? undefined
      : `${file.label}: ${pkg.name} must not import the library ${name}`;
  });
}

function browserSafe({ packages, table }) {
  return packages
    .filter((pkg) => table.packages[pkg.name]?.browserSafe === true)
    .flatMap((pkg) => pkg.files)
    .flatMap((file) => [
      ...file.imports
        .filter(isNodeModule)
        .map((name) => `${file.label}: ${name} does not exist in a browser`),
      ...NODE_GLOBALS.filter((name) => file.globals.has(name)).map(
        (name) => `${file.label}: ${name} does not exist in a browser`,
      ),
    ]);
}

function noCycles({ packages, folderOf }) {
  const edges = new Map(
    packages.map((pkg) => [
      pkg.name,
      [...pkg.dependencies, ...externalImports(pkg)].flatMap(
        (name) => folderOf(name) ?? [],
      ),
    ]),
  );
  const finished = new Set();
  const problems = [];
  const visit = (name, path) => {
    if (path.includes(name)) {
      const cycle = [...path.slice(path.indexOf(name)), name].join(" -> ");
      problems.push(`cycle: ${cycle}`);
      return;
    }
    if (finished.has(name)) return;
    for (const next of edges.get(name) ?? []) visit(next, [...path, name]);
    finished.add(name);
  };
  for (const name of edges.keys()) visit(name, []);
  return problems;
}

function eachImport(packages, check) {
  return packages.flatMap((pkg) =>
    pkg.files.flatMap((file) =>
      file.imports.flatMap((specifier) => check(pkg, file, specifier) ?? []),
    ),
  );
}

function externalImports(pkg) {
  const names = pkg.files
    .flatMap((file) => file.imports)
    .map(packageOf)
    .filter((name) => name !== undefined && name !== pkg.packageName);
  return [...new Set(names)];
}

/** Name of the package that a specifier belongs to; undefined for relative paths and Node's own modules. */
function packageOf(specifier) {
  if (specifier.startsWith(".") || isNodeModule(specifier)) return undefined;
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function isNodeModule(specifier) {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

function minus(all, others) {
  return all.filter((item) => !others.includes(item));
}
