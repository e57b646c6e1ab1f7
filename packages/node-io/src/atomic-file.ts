import type { ByteSource } from "@stx-patch/core";

/** A file that appears under its name complete, or not at all. */
export interface AtomicFile {
  /** Path of the temporary file. */
  readonly path: string;
  /** Path that {@link commit} gives the file; differs from the requested one when that is a symbolic link. */
  readonly target: string;
  write(chunk: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  source(): Promise<ByteSource>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

export async function createAtomicFile(
  target: string,
  options: { readonly mode?: number } = {},
): Promise<AtomicFile> {
  return Promise.reject(new Error(`${target} ${options.mode ?? 0}`));
}

export function abortAllAtomicFiles(): void {}
