import { ComponentType } from "@cyclonedx/cyclonedx-library/Enums";
import { Component, HashDictionary } from "@cyclonedx/cyclonedx-library/Models";
import { JSON as CycloneDxJson } from "@cyclonedx/cyclonedx-library/Serialize";
import { Spec1dot6 } from "@cyclonedx/cyclonedx-library/Spec";
import type { PatchContents, SbomRpm } from "./contents.js";
import { bomOf } from "./cyclonedx-model.js";
import { DIGEST_NAMES } from "./digest-names.js";
import type { SbomOptions } from "./options.js";
import { fileHashOf, packagedFiles } from "./packaged-files.js";

const OPTIONS = { sortLists: false };

/**
 * A patch as CycloneDX 1.6 in JSON. The library makes every object; the packaged files, which can be hundreds of thousands, are made one by
 * one and put into the package they belong to when it is written.
 */
export function* cyclonedxText(
  contents: PatchContents,
  options: SbomOptions,
): Generator<string> {
  const factory = new CycloneDxJson.Normalize.Factory(Spec1dot6);
  const {
    components = [],
    dependencies = [],
    ...head
  } = factory.makeForBom().normalize(bomOf(contents, options), OPTIONS);
  // Objects are opened by leaving out their last brace.
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "components": [`;
  let separator = "\n";
  for (const [place, component] of components.entries()) {
    const rpm = contents.rpms[place];
    yield `${separator}${JSON.stringify(component).slice(0, -1)}`;
    if (rpm !== undefined) yield* filesText(rpm, factory);
    yield "}";
    separator = ",\n";
  }
  yield `\n  ],\n  "dependencies": [`;
  separator = "\n";
  for (const dependency of dependencies) {
    yield `${separator}${JSON.stringify(dependency)}`;
    separator = ",\n";
  }
  yield "\n  ]\n}\n";
}

/** The files of a package as its own components, with a comma in front; nothing when there are none. */
function* filesText(
  { headers }: SbomRpm,
  factory: InstanceType<typeof CycloneDxJson.Normalize.Factory>,
): Generator<string> {
  const algorithm = DIGEST_NAMES[fileHashOf(headers)].cyclonedx;
  if (algorithm === undefined) return;
  const normalizer = factory.makeForComponent();
  let separator = `,"components":[\n`;
  for (const { path, digest } of packagedFiles(headers)) {
    const file = new Component(ComponentType.File, path, {
      hashes: new HashDictionary([[algorithm, digest]]),
    });
    yield `${separator}${JSON.stringify(normalizer.normalize(file, OPTIONS))}`;
    separator = ",\n";
  }
  if (separator === ",\n") yield "]";
}
