import type {
  ReleaseOutcome,
  VerificationReport,
} from "@stx-patch/patch-verify";
import type { Fact } from "./facts.js";
import { counted } from "./text.js";
import { VERDICTS } from "./verdict.js";

const OUTCOMES: Readonly<Record<ReleaseOutcome, string>> = {
  fits: "fits",
  "does-not-fit": "does not fit",
  undetermined: "cannot be held against",
};

/** Patches that are named; of more, only how many there are. */
const MAX_NAMED = 8;

/** What was asked about and how it ended. Not yet escaped. */
export function releaseFacts({ release }: VerificationReport): Fact[] {
  if (release === null) return [];
  const { outcome, others, notChecked } = release;
  const doubted = others.filter(({ verdict }) => verdict !== "trusted");
  const lines = [
    `${OUTCOMES[outcome]} ${systemText(release)}`,
    ...(others.length === 0 || others.length > MAX_NAMED
      ? []
      : [`with ${others.map(({ id }) => id).join(", ")}`]),
    ...doubted.map(
      ({ id, verdict }) => `caution: ${id} is ${VERDICTS[verdict].word}`,
    ),
    ...release.requiredReboots.map(
      (id) => `required ${id} needs a reboot, unless it is applied already`,
    ),
    ...notChecked.map((what) => `not checked: ${what}`),
  ];
  return [{ label: "release", lines }];
}

function systemText({
  base,
  baseSwVersion,
  basePackages,
  others,
}: NonNullable<VerificationReport["release"]>): string {
  const patches =
    others.length === 1 ? "1 other patch" : `${others.length} other patches`;
  if (base === null) return patches;
  const of = baseSwVersion === null ? "" : `release ${baseSwVersion}, `;
  const system = `the base ${base} (${of}${counted(basePackages ?? 0, "package")})`;
  return others.length === 0 ? system : `${system} and ${patches}`;
}
