import { availableParallelism, freemem, totalmem } from "node:os";
import type { CommandSpec, OptionSpec } from "../command-line/option.js";
import { valuesOf } from "../command-line/value-kind.js";
import type { ParsedLine } from "../command-line/parse.js";
import { version } from "../version.js";
import type { Log } from "../world/log.js";
import { safeText, sizeText } from "./text.js";

/** Errors that caused each other; more than a few say nothing new. */
const MAX_CAUSES = 8;

/** Tells where and with what a run works. */
export function logStart(log: Log, spec: CommandSpec, line: ParsedLine): void {
  if (!log.tellsDetails) return;
  log.detail(
    `stx-patch ${version()}, Node.js ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${process.platform} ${process.arch}`,
  );
  log.detail(
    `${availableParallelism()} cores, ${sizeText(freemem())} of ${sizeText(totalmem())} memory free, ${process.env["UV_THREADPOOL_SIZE"] ?? 4} threads of libuv`,
  );
  for (const option of spec.options) {
    const values = shownValues(option, line);
    if (values !== undefined) log.detail(`--${option.name}${values}`);
  }
  for (const word of line.positionals) log.detail(`argument ${word}`);
}

/** Tells what a run took. */
export function logEnd(log: Log, startedMs: number, status: number): void {
  if (!log.tellsDetails) return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  log.detail(
    `ended with ${status} after ${Math.round(performance.now() - startedMs)} ms: ${Math.round((userCPUTime + systemCPUTime) / 1000)} ms of processor time, ${sizeText(maxRSS * 1024)} of memory at most`,
  );
}

/** Tells where an error comes from, and what caused it. */
export function logError(log: Log, error: unknown): void {
  let cause = error;
  for (let depth = 0; depth < MAX_CAUSES && cause instanceof Error; depth++) {
    const [, ...frames] = stackOf(cause);
    const word = depth === 0 ? "" : "caused by ";
    log.detail(`${word}${cause.name}: ${cause.message}`);
    for (const frame of frames) log.detail(`  ${frame}`);
    ({ cause } = cause);
  }
}

/** The lines of a stack; those of the message are one. */
function stackOf(error: Error): string[] {
  const frames = (error.stack ?? "").split("\n    at ").slice(1);
  return ["", ...frames.map((frame) => `at ${safeText(frame)}`)];
}

/** Values are told where they are names of files or one of a few words: what else stands there may be a secret. */
function shownValues(option: OptionSpec, line: ParsedLine): string | undefined {
  const { name, kind } = option;
  if (kind === "flag") return line.flag(name) ? "" : undefined;
  const given = line.list(name);
  if (given.length === 0) return undefined;
  const possible = valuesOf(option);
  const isShown = possible.kind !== undefined || possible.words.length > 0;
  return given
    .map((value) => ` ${isShown ? withoutUri(value) : "..."}`)
    .join("");
}

/** A key or a signer elsewhere: its URI may carry a PIN. */
function withoutUri(value: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(value)?.[0];
  return scheme === undefined ? value : `${scheme}...`;
}
