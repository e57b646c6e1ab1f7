import { compareText, isCodedError, type CodedError } from "@stx-patch/core";
import { openFileSource, type FileSource } from "@stx-patch/node-io";
import { compareHeaders } from "@stx-patch/patch-diff";
import {
  describeRpm,
  readRpmHeaders,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";
import { CliError } from "../../error.js";

/** The file that a package of the patch was made of. */
export interface OriginalRpm {
  /** Open; whoever found it closes it. */
  readonly source: FileSource;
  readonly headers: RpmHeaders;
}

/** A file that may be one of them. */
export interface NamedFile {
  readonly path: string;
  /** By itself, not as one of a directory. */
  readonly isNamed: boolean;
}

/** Tags that are named of a package of another build. */
const MAX_TAGS_SHOWN = 8;

/** Looks for the RPMs of a patch in one file after the other. */
export class OriginalSearch {
  readonly found = new Map<string, OriginalRpm>();
  readonly problems: CodedError[] = [];
  readonly #wanted: ReadonlyMap<string, RpmHeaders>;
  readonly #fileNames: ReadonlyMap<string, string>;
  /** What speaks against packages of the right name, by file name in the patch. */
  readonly #others = new Map<string, string[]>();

  constructor(wanted: ReadonlyMap<string, RpmHeaders>) {
    this.#wanted = wanted;
    this.#fileNames = new Map(
      [...wanted].map(([fileName, headers]) => [
        describeRpm(headers).nevra,
        fileName,
      ]),
    );
  }

  get isDone(): boolean {
    return this.found.size === this.#wanted.size;
  }

  async look({ path, isNamed }: NamedFile): Promise<void> {
    try {
      const source = await openFileSource(path);
      const isTaken = await this.#take(source);
      if (!isTaken) await source.close();
    } catch (error) {
      // In a directory there may be anything; what is missed is reported.
      if (!isCodedError(error)) throw error;
      if (isNamed) this.problems.push(error);
    }
  }

  reportMissing(): void {
    for (const [nevra, fileName] of this.#fileNames) {
      if (this.found.has(fileName)) continue;
      const others = this.#others.get(fileName) ?? [];
      this.problems.push(
        others.length === 0
          ? new CliError(
              "CLI_REBUILD_RPM_MISSING",
              `${nevra}: no such package among the RPMs that --rpms names`,
            )
          : new CliError(
              "CLI_REBUILD_RPM_OTHER_BUILD",
              `${nevra}: ${others.toSorted(compareText).join("; ")}`,
            ),
      );
    }
  }

  async #take(source: FileSource): Promise<boolean> {
    try {
      const headers = await readRpmHeaders(source.open(), {
        name: source.name,
      });
      const info = describeRpm(headers);
      const fileName = this.#fileNames.get(info.nevra);
      const packed = fileName && this.#wanted.get(fileName);
      if (!fileName || !packed || info.isSource || this.found.has(fileName))
        return false;
      const tags = compareHeaders(packed.main, headers.main);
      if (tags.length === 0) {
        this.found.set(fileName, { source, headers });
        return true;
      }
      const others = this.#others.get(fileName) ?? [];
      others.push(`${source.name} differs in ${shownTags(tags)}`);
      this.#others.set(fileName, others);
      return false;
    } catch (error) {
      await source.close();
      throw error;
    }
  }
}

function shownTags(tags: readonly string[]): string {
  const more = tags.length - MAX_TAGS_SHOWN;
  return (
    tags.slice(0, MAX_TAGS_SHOWN).join(", ") +
    (more > 0 ? ` and ${more} more` : "")
  );
}
