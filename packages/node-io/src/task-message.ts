/** What a thread is started with. */
export interface ThreadStart {
  /** Of the caller, the same for every thread. */
  readonly setup: unknown;
}

/** What a thread says about the task it works on: any number of times `progress`, then one of the others. */
export type TaskMessage =
  | { readonly kind: "progress"; readonly amount: number }
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "failure"; readonly error: unknown };
