import type { Certificate } from "@stx-patch/trust";
import { CliError } from "../../error.js";
import type { Check } from "./check.js";

/** Time enough to get a new certificate. */
const SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** What a certificate's dates come to now. */
export interface ValidityQuestion {
  readonly subject: string;
  /** What to call the certificate. */
  readonly name: string;
  readonly now: Date;
  /** Dates are errors (`check-dates`), not warnings. */
  readonly strict: boolean;
  readonly code: "CLI_KEY_EXPIRED" | "CLI_TRUST_EXPIRED";
}

/** Nothing for a certificate that stays valid for a while. */
export function validityChecks(
  { notBefore, notAfter }: Pick<Certificate, "notBefore" | "notAfter">,
  { subject, name, now, strict, code }: ValidityQuestion,
): Check[] {
  const problem = validityProblem(notBefore, notAfter, now);
  if (problem === undefined) return [];
  const text = `${name} ${problem.text}`;
  if (strict && problem.isNow)
    return [{ state: "bad", subject, problem: new CliError(code, text) }];
  return [
    {
      state: "warn",
      subject,
      text,
      remedy: problem.isNow
        ? "Get a new certificate; patch-verify warns of this one, and refuses it with --check-dates."
        : "Get a new certificate in time.",
    },
  ];
}

function validityProblem(
  notBefore: Date,
  notAfter: Date,
  now: Date,
): { readonly text: string; readonly isNow: boolean } | undefined {
  if (now < notBefore)
    return { text: `is valid only from ${day(notBefore)} on`, isNow: true };
  if (now > notAfter)
    return { text: `was valid until ${day(notAfter)}`, isNow: true };
  if (notAfter.getTime() - now.getTime() < SOON_MS)
    return { text: `is valid until ${day(notAfter)} only`, isNow: false };
  return undefined;
}

/** A moment as a day, in UTC. */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
