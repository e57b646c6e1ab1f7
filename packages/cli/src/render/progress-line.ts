import { cutDisplay, displayWidth } from "./display-width.js";
import type { Style } from "./style.js";

/** What a progress line says, in the words it is shown with. */
export interface ProgressWords {
  readonly label: string;
  /** From 0 to 1; undefined when nobody knows how much there is. */
  readonly share: number | undefined;
  /** What is done, in its unit: `45 %`, `3 of 12`, `1.2 GiB`. */
  readonly amount: string;
  /** Empty when it is not known yet. */
  readonly rate: string;
  /** Empty when it is not known. */
  readonly left: string;
}

/** How it is drawn. */
export interface ProgressLook {
  readonly columns: number;
  readonly style: Pick<Style, "good" | "faint">;
  /** Whether the terminal draws more than ASCII. */
  readonly isUnicode: boolean;
}

const MAX_BAR = 40;
const MIN_BAR = 8;
/** Fields keep their place while their numbers change. */
const AMOUNT_WIDTH = 5;
const RATE_WIDTH = 12;
const LEFT_WIDTH = 11;
const GAP = "  ";
/** A terminal breaks a line that reaches its end, and shows ^C behind it. */
const FREE = 3;
/** So much of a label is worth more than a rate. */
const LABEL_ROOM = 24;

/** A line that fits the terminal; what matters least is left out first. */
export function progressLine(words: ProgressWords, look: ProgressLook): string {
  const room = Math.max(1, look.columns - FREE);
  const amount = words.amount.padStart(AMOUNT_WIDTH);
  const rate = words.rate.padStart(RATE_WIDTH);
  const left = words.left.padEnd(LEFT_WIDTH);
  const hasBar = words.share !== undefined;
  const fields = fitting(
    hasBar
      ? [[amount, rate, left], [amount, left], [amount]]
      : [[amount, rate], [amount]],
    room -
      Math.min(displayWidth(words.label), LABEL_ROOM) -
      (hasBar ? GAP.length + MIN_BAR : 0),
  );
  const numbers = fields.map((field) => GAP + field).join("");
  const label = cutDisplay(
    words.label,
    Math.max(0, room - displayWidth(numbers)),
  );
  const rest = room - displayWidth(label + numbers) - GAP.length;
  const bar =
    words.share === undefined || rest < MIN_BAR
      ? ""
      : GAP + barOf(words.share, Math.min(MAX_BAR, rest), look);
  return label + bar + numbers.trimEnd();
}

/** The first choice that fits, or the last. */
function fitting(
  choices: readonly (readonly string[])[],
  room: number,
): readonly string[] {
  const widthOf = (fields: readonly string[]): number =>
    fields.reduce((sum, field) => sum + GAP.length + displayWidth(field), 0);
  return (
    choices.find((fields) => widthOf(fields) <= room) ?? choices.at(-1) ?? []
  );
}

function barOf(
  share: number,
  width: number,
  { style, isUnicode }: ProgressLook,
): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  const [done, open] = isUnicode ? ["━", "─"] : ["#", "-"];
  return (
    style.good(done.repeat(filled)) + style.faint(open.repeat(width - filled))
  );
}
