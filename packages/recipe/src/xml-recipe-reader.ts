import type { XmlElement } from "@stx-patch/patch-format";
import { unknownName } from "./node-reader.js";
import {
  recipeError,
  type ListNode,
  type MapNode,
  type RecipeNode,
  type ScalarNode,
} from "./recipe-node.js";

const TEXTS: Readonly<Record<string, string>> = {
  ID: "id",
  SW_VERSION: "sw_version",
  SUMMARY: "summary",
  DESCRIPTION: "description",
  INSTALL_INSTRUCTIONS: "install_instructions",
  WARNINGS: "warnings",
  STATUS: "status",
};

const FLAGS: Readonly<Record<string, string>> = {
  UNREMOVABLE: "unremovable",
  REBOOT_REQUIRED: "reboot_required",
};

/** Translates the original's elements into the keys of a recipe. Unknown names end here, under the name they have in XML. */
export class XmlRecipeReader {
  readonly #file: string;
  readonly #lineOf: (offset: number) => number;

  constructor(file: string, lineOf: (offset: number) => number) {
    this.#file = file;
    this.#lineOf = lineOf;
  }

  /** @throws RecipeError RECIPE_UNKNOWN, RECIPE_VALUE, RECIPE_REPEATED */
  read(root: XmlElement): RecipeNode {
    if (root.name !== "PATCH_RECIPE")
      throw this.#unknown(root, ["PATCH_RECIPE"]);
    this.#attributes(root, []);
    const entries = new Map<string, RecipeNode>();
    for (const part of this.#children(root, ["METADATA", "BUILD"])) {
      this.#attributes(part, []);
      if (part.name === "METADATA") this.#metadata(part, entries);
      else this.#build(part, entries);
    }
    return this.#map(root, entries);
  }

  #metadata(element: XmlElement, entries: Map<string, RecipeNode>): void {
    const known = [...Object.keys(TEXTS), ...Object.keys(FLAGS), "REQUIRES"];
    for (const child of this.#children(element, known)) {
      this.#attributes(child, []);
      const text = TEXTS[child.name];
      const flag = FLAGS[child.name];
      if (text !== undefined) this.#text(child, text, entries);
      else if (flag !== undefined) this.#flag(child, flag, entries);
      else
        this.#put(
          child,
          "requires",
          this.#list(child, this.#texts(child, "ID")),
          entries,
        );
    }
  }

  #build(element: XmlElement, entries: Map<string, RecipeNode>): void {
    const recipes: RecipeNode[] = [];
    for (const child of this.#children(element, ["CONTEXT", "RECIPE"])) {
      if (child.name === "RECIPE") recipes.push(this.#recipe(child));
      else this.#text(child, "context", entries);
    }
    this.#put(element, "recipes", this.#list(element, recipes), entries);
  }

  #recipe(element: XmlElement): MapNode {
    const entries = this.#named(element);
    const packages: RecipeNode[] = [];
    for (const child of this.#children(element, ["PREBUILT", "PACKAGE"])) {
      if (child.name === "PACKAGE") packages.push(this.#package(child));
      else this.#put(child, "prebuilt", this.#scalar(child, true), entries);
    }
    entries.set("packages", this.#list(element, packages));
    return this.#map(element, entries);
  }

  #package(element: XmlElement): MapNode {
    const entries = this.#named(element);
    const children = this.#children(element, ["PERSONALITY", "ARCH"]);
    const of = (name: string): ListNode =>
      this.#list(
        element,
        children
          .filter((child) => child.name === name)
          .map((child) => this.#scalar(child, this.#textOf(child))),
      );
    entries.set("personalities", of("PERSONALITY"));
    entries.set("arch", of("ARCH"));
    return this.#map(element, entries);
  }

  #named(element: XmlElement): Map<string, RecipeNode> {
    this.#attributes(element, ["name"]);
    const name = element.attributes.get("name");
    return new Map(
      name === undefined
        ? []
        : [["name", this.#scalar(name, name.value)] as const],
    );
  }

  /** A text element without text says nothing, as in the original. */
  #text(
    element: XmlElement,
    key: string,
    entries: Map<string, RecipeNode>,
  ): void {
    const text = this.#textOf(element);
    if (text !== "")
      this.#put(element, key, this.#scalar(element, text), entries);
  }

  #flag(
    element: XmlElement,
    key: string,
    entries: Map<string, RecipeNode>,
  ): void {
    const text = this.#textOf(element);
    if (text === "") return;
    if (text !== "Y" && text !== "N")
      throw recipeError(
        "RECIPE_VALUE",
        this.#file,
        this.#lineOf(element.offset),
        `${element.name} is Y or N, got ${JSON.stringify(text.slice(0, 80))}`,
      );
    this.#put(element, key, this.#scalar(element, text === "Y"), entries);
  }

  #texts(element: XmlElement, name: string): ScalarNode[] {
    return this.#children(element, [name]).map((child) =>
      this.#scalar(child, this.#textOf(child)),
    );
  }

  /** Text without the white space around it, which is the layout of the file. */
  #textOf(element: XmlElement): string {
    this.#attributes(element, []);
    const [child, ...more] = element.children;
    const inner = [child, ...more].find((node) => typeof node === "object");
    if (typeof inner === "object") throw this.#unknown(inner, []);
    return typeof child === "string" ? child.trim() : "";
  }

  #children(element: XmlElement, known: readonly string[]): XmlElement[] {
    return element.children.flatMap((child) => {
      if (typeof child === "string") {
        if (child.trim() === "") return [];
        throw recipeError(
          "RECIPE_VALUE",
          this.#file,
          this.#lineOf(element.offset),
          `<${element.name}> has text between its elements`,
        );
      }
      if (!known.includes(child.name)) throw this.#unknown(child, known);
      return [child];
    });
  }

  #attributes({ attributes }: XmlElement, known: readonly string[]): void {
    for (const [name, { offset }] of attributes)
      if (!known.includes(name))
        throw unknownName(this.#file, this.#lineOf(offset), name, known);
  }

  #unknown(
    { name, offset }: XmlElement,
    known: readonly string[],
  ): ReturnType<typeof recipeError> {
    return unknownName(this.#file, this.#lineOf(offset), name, known);
  }

  #put(
    element: XmlElement,
    key: string,
    node: RecipeNode,
    entries: Map<string, RecipeNode>,
  ): void {
    if (entries.has(key))
      throw recipeError(
        "RECIPE_REPEATED",
        this.#file,
        this.#lineOf(element.offset),
        `<${element.name}> occurs twice`,
      );
    entries.set(key, node);
  }

  #scalar(
    { offset }: { readonly offset: number },
    value: string | boolean,
  ): ScalarNode {
    return { kind: "scalar", line: this.#lineOf(offset), value };
  }

  #list({ offset }: XmlElement, items: readonly RecipeNode[]): ListNode {
    return { kind: "list", line: this.#lineOf(offset), items };
  }

  #map(
    { offset }: XmlElement,
    entries: ReadonlyMap<string, RecipeNode>,
  ): MapNode {
    return { kind: "map", line: this.#lineOf(offset), entries };
  }
}
