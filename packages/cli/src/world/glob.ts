import type { Options } from "globby";

/** What matches a pattern. The library is loaded by the first that asks: few commands meet a pattern. */
export async function glob(
  pattern: string,
  options: Options,
): Promise<string[]> {
  const { globby } = await import("globby");
  return globby(pattern, { ...options, objectMode: false });
}
