import type { SmallBody } from "./bodies.js";
import type { TargetFault } from "./fault.js";
import { unknown } from "./fault.js";
import type { TargetStep } from "./verdict.js";

/** Ends the upload at one step. */
export class UploadEnd extends Error {
  readonly step: TargetStep;
  readonly fault: TargetFault;
  /** The target's own words, if it has any. */
  readonly text: string | null;

  constructor(step: TargetStep, fault: TargetFault, text: string | null) {
    super(fault.why);
    this.step = step;
    this.fault = fault;
    this.text = text;
  }
}

/** Ends the upload. */
export function stop(
  step: TargetStep,
  fault: TargetFault,
  text: string | null,
): never {
  throw new UploadEnd(step, fault, text);
}

/** Content of a small member. */
export function kept(body: SmallBody, step: TargetStep): Uint8Array {
  return (
    body.bytes ?? stop(step, unknown("a member is beyond our limits"), null)
  );
}
