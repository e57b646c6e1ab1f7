/** A variable that is set to nothing is as good as none. */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
