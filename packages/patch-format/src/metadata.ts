/** Checks that a target runs before it applies or removes a patch. */
export const SEMANTIC_ACTIONS = ["pre-apply", "pre-remove"] as const;

/** A check that a target runs before it applies or removes a patch. */
export type SemanticAction = (typeof SEMANTIC_ACTIONS)[number];

/** What metadata.xml says (spec section 2), as text: versions and ids are never numbers. */
export interface PatchMetadata {
  readonly id: string;
  /** Platform release the patch is for, e.g. `20.06`. */
  readonly swVersion: string;
  readonly summary: string;
  readonly description: string;
  readonly installInstructions: string;
  readonly warnings: string;
  /** By convention `DEV`, `REL` or `OBS`; free text in the format. */
  readonly status: string;
  readonly unremovable: boolean;
  /** Undefined when the element is empty or missing, which a target reads as true. */
  readonly rebootRequired: boolean | undefined;
  readonly applyActiveReleaseOnly: boolean;
  /** Names of packages (not of files) by node type. */
  readonly personalities: readonly PersonalityPackages[];
  /** File names of the RPMs in software.tar. */
  readonly contents: readonly string[];
  /** Ids of patches that have to be applied first. */
  readonly requires: readonly string[];
  /** Semantic checks in semantics.tar, see {@link SemanticAction}. */
  readonly semantics: readonly string[];
}

/** Where {@link PatchMetadata} stands in metadata.xml: bytes at which the elements start, lists in the same order. */
export interface MetadataPlaces {
  /** Of the root element. */
  readonly patch: number;
  /** By element name; none for an element that is missing. */
  readonly texts: ReadonlyMap<string, number>;
  readonly personalities: readonly {
    readonly offset: number;
    readonly packages: readonly number[];
  }[];
  readonly contents: readonly number[];
  readonly requires: readonly number[];
  readonly semantics: readonly number[];
}

/** The packages that hosts of one node type install. */
export interface PersonalityPackages {
  readonly type: string;
  readonly packages: readonly string[];
}
