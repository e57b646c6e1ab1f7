import type { Io } from "../../world/io.js";

/** Runs a step; when it fails, stdout gets the one line that the original prints then, and the reason goes on. */
export async function failing<T>(
  line: string,
  io: Pick<Io, "stdout">,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    io.stdout.write(line);
    throw error;
  }
}
