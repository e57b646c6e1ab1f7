/** Describes what a run threw. The key is the same for inputs that fail at the same place. */
export function failureOf(error) {
  if (!(error instanceof Error))
    return { kind: "crash", key: String(error), message: String(error) };
  const place = /^\s+at .*$/m.exec(error.stack ?? "")?.[0] ?? "";
  return {
    kind: "crash",
    key: `${error.name} ${place}`,
    message: error.stack ?? String(error),
  };
}
