import { parseRpmFileName } from "@stx-patch/rpm-parser";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";

/** A wish for files of a patch. */
interface Wish {
  /** As the user said it. */
  readonly option: string;
  /** Where a file of the patch goes, folder by folder; undefined when it is not meant. */
  readonly place: (path: string) => readonly string[] | undefined;
}

/** Which files are taken, and which wishes came true. */
export class Selection {
  readonly #wishes: readonly Wish[];
  readonly #fulfilled = new Set<Wish>();

  constructor(wishes: readonly Wish[]) {
    this.#wishes = wishes;
  }

  /** Where a file goes; undefined when nobody wished for it. */
  placeOf(path: string): readonly string[] | undefined {
    for (const wish of this.#wishes) {
      const place = wish.place(path);
      if (place === undefined) continue;
      this.#fulfilled.add(wish);
      return place;
    }
    return undefined;
  }

  /** What the patch does not have, as the user said it. */
  get missing(): string[] {
    return this.#wishes
      .filter((wish) => !this.#fulfilled.has(wish))
      .map(({ option }) => option);
  }
}

const XML = "metadata.tar/metadata.xml";
const SOFTWARE = "software.tar/";

/**
 * What the options name.
 *
 * @throws CliError CLI_ARGUMENT_MISSING when nothing is wished for
 */
export function selectionOf(line: ParsedLine): Selection {
  const wishes = wishesOf(line);
  if (wishes.length === 0)
    throw new CliError("CLI_ARGUMENT_MISSING", "nothing is named to extract", {
      remedy: "Say --all, --metadata, --rpm NAME or --member NAME.",
    });
  return new Selection(wishes);
}

/** All files of a patch. */
export function everything(): Selection {
  return new Selection([{ option: "--all", place: placeOfAll }]);
}

function wishesOf(line: ParsedLine): Wish[] {
  return [
    ...(line.flag("all") ? [{ option: "--all", place: placeOfAll }] : []),
    ...(line.flag("metadata") ? [wishFor("--metadata", XML)] : []),
    ...line.list("rpm").map(wishForRpm),
    ...line.list("member").map((name) => wishFor(`--member ${name}`, name)),
  ];
}

/** `software.tar/x.rpm` goes to `software/x.rpm`; the inner archives themselves stay out. */
function placeOfAll(path: string): readonly string[] | undefined {
  const [member = "", ...rest] = path.split("/");
  if (rest.length === 0) return member.endsWith(".tar") ? undefined : [member];
  return [member.replace(/\.tar$/, ""), ...rest];
}

function wishFor(option: string, wanted: string): Wish {
  return {
    option,
    place: (path) => (path === wanted ? path.split("/").slice(-1) : undefined),
  };
}

function wishForRpm(name: string): Wish {
  return {
    option: `--rpm ${name}`,
    place: (path) => {
      if (!path.startsWith(SOFTWARE)) return undefined;
      const fileName = path.slice(SOFTWARE.length);
      const isMeant =
        fileName === name ||
        fileName === `${name}.rpm` ||
        parseRpmFileName(fileName)?.name === name;
      return isMeant ? [fileName] : undefined;
    },
  };
}
