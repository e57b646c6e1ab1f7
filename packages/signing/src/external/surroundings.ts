/** What a signer outside of this process gets from the one that asks it. */
export interface SignerSurroundings {
  /** How long one answer may take. */
  readonly timeoutMs: number;
  /** Where relative paths start. */
  readonly cwd: string;
  /** Environment of the programs that are run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** PIN of a token, when the URI does not say where it is. */
  readonly pin?: string | undefined;
}
