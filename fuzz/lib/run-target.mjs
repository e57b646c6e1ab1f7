/**
 * Runs one input, and finds fault with a target that writes into it. The input comes as a Buffer, as files in Node do: its `slice` copies
 * nothing, so that what was meant to be changed in a copy changes the caller's bytes.
 */
export async function runTarget(target, bytes) {
  const input = Buffer.from(bytes);
  await target.run(input);
  if (input.compare(bytes) !== 0)
    throw new Error("claim broken: the input is not written into");
}
