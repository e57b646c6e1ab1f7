/** The parts of Jest that the helpers use. */
export interface JestGlobals {
  describe: {
    (name: string, body: () => void): void;
    skip(name: string, body: () => void): void;
  };
  it: (name: string, body: () => void | Promise<void>) => void;
}

/** Jest's globals exist only while tests run, and this package is used by scripts, too: they are looked up late. */
export function jestGlobals(): JestGlobals {
  return globalThis as unknown as JestGlobals;
}
