import type { FileHandle } from "node:fs/promises";
import { systemCode } from "./system-error.js";

/** Who may do what with a file. */
export interface FileAccess {
  /** Permission bits. */
  readonly mode: number;
  /** Left as the system gives it when absent. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Gives a file its permissions, and its owner and group as far as the system lets this user: a group one is a member of,
 * anybody else only as root.
 */
export async function applyAccess(
  handle: Pick<FileHandle, "chmod" | "chown" | "stat">,
  { mode, owner }: FileAccess,
): Promise<void> {
  if (owner !== undefined) {
    const own = await handle.stat();
    // One by one: where the owner cannot be kept, the group often can.
    if (own.gid !== owner.gid)
      await permitted(handle.chown(own.uid, owner.gid));
    if (own.uid !== owner.uid)
      await permitted(handle.chown(owner.uid, owner.gid));
  }
  // Last, because a change of owner takes bits away.
  await handle.chmod(mode);
}

async function permitted(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!["EPERM", "EINVAL", "ENOTSUP"].includes(systemCode(error) ?? ""))
      throw error;
  }
}
