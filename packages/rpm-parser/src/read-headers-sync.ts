import {
  type OpenRpmOptions,
  type RpmHeaders,
  walkHeaders,
} from "./walk-headers.js";

/** Gives `length` bytes of a package from `position` on, fewer only at its end. */
export type RpmBlockReader = (position: number, length: number) => Uint8Array;

/**
 * {@link readRpmHeaders} without promises, for bytes that are at hand or can be had at once: many times as fast when
 * thousands of packages are read.
 *
 * The headers are views into what `read` gave, never copies: they hold as long as that stays as it is.
 *
 * @throws RpmError as {@link openRpm} does; what `read` throws passes through
 */
export function readRpmHeadersSync(
  read: RpmBlockReader,
  options: OpenRpmOptions = {},
): RpmHeaders {
  const walk = walkHeaders(options);
  for (let step = walk.next(); ;) {
    if (step.done === true) return step.value;
    const { position, length } = step.value;
    step = walk.next(read(position, length));
  }
}
