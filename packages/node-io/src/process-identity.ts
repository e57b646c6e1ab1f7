import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { systemCode } from "./system-error.js";

/** What tells a process from every other one, also after a restart of its machine, in containers and on shared disks. */
export interface ProcessIdentity {
  readonly host: string;
  /** Of the installation of the operating system; "" where there is none. */
  readonly machine: string;
  /** Of the running kernel; "" where it does not tell. */
  readonly boot: string;
  /** Within which the process id means something; "" where there is only one. */
  readonly pidNamespace: string;
  readonly pid: number;
  /** When the process started, in the kernel's unit; "" where it does not tell. */
  readonly started: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return {
    host: hostname(),
    machine: textOf("/etc/machine-id"),
    boot: textOf("/proc/sys/kernel/random/boot_id"),
    pidNamespace: linkOf("/proc/self/ns/pid"),
    pid: process.pid,
    started: startOf(process.pid),
  };
}

/**
 * True when it is certain that a process has ended. Of a process on another machine, or in another container, nothing is certain; a process id that
 * was given to somebody else since is told by its time of start.
 */
export function hasEnded(other: ProcessIdentity): boolean {
  const own = ownIdentity();
  if (other.host !== own.host || other.machine !== own.machine) return false;
  if (other.boot !== own.boot) return own.machine !== "";
  if (other.pidNamespace !== own.pidNamespace) return false;
  return !isAlive(other.pid) || startOf(other.pid) !== other.started;
}

/** Whether there is a process of this id in our own namespace that can still do something. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // In a container whose first process waits for nobody, what was killed stays in the table for ever.
    return !["Z", "X"].includes(statusOf(pid)[0] ?? "");
  } catch (error) {
    // EPERM: it lives and belongs to somebody else. Anything unexpected counts as alive, too.
    return systemCode(error) !== "ESRCH";
  }
}

/** Field 22 of the process's status. */
function startOf(pid: number): string {
  return statusOf(pid)[19] ?? "";
}

/** Fields of the process's status from the third on, its state; the name in front of it may have blanks and parentheses. */
function statusOf(pid: number): string[] {
  const text = textOf(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
