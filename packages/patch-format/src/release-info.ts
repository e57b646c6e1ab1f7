/** What a `release-info.inc` sets. */
export interface ReleaseInfo {
  readonly platformRelease: string | undefined;
  readonly variables: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}
export function parseReleaseInfo(text: string): ReleaseInfo {
  throw new Error(text);
}
