import type { ByteSource } from "@stx-patch/core";

/** An open regular file; all reads go through one descriptor. */
export interface FileSource extends ByteSource {
  /** @throws IoError IO_FILE_CHANGED when size or modification time differ from when it was opened */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

export async function openFileSource(path: string): Promise<FileSource> {
  return Promise.reject(new Error(path));
}
