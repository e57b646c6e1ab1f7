/**
 * Why the target's reader would not go on, or why nobody can tell: where Python 2.7 (which targets run), Python 3 and the layout of
 * buffers lead to different answers, none is guessed.
 */
export interface TargetFault {
  readonly outcome: "refused" | "undetermined";
  /** In our words, without a full stop. */
  readonly why: string;
}

/** The target's reader gives up here. */
export function refusal(why: string): TargetFault {
  return { outcome: "refused", why };
}

/** What the target's reader does here is not known. */
export function unknown(why: string): TargetFault {
  return { outcome: "undetermined", why };
}
