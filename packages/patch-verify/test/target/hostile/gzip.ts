import { concatBytes } from "@stx-patch/core";
import { type PatchParts } from "@stx-patch/testkit";
import { text } from "../../support/parts.js";
import { crafted, type HostileCase } from "./hostile-case.js";

const bend = (
  change: (patch: Uint8Array) => Uint8Array,
): Partial<PatchParts> => ({ bendGzip: change });

/** Damaged and doubled gzip files. */
export const GZIP_CASES: readonly HostileCase[] = [
  crafted(
    "bytes behind the gzip trailer",
    bend((patch) => concatBytes([patch, text("x")])),
  ),
  crafted(
    "a second gzip member",
    bend((patch) => concatBytes([patch, patch])),
  ),
  crafted(
    "a bad CRC",
    bend((patch) =>
      patch.map((byte, i) => (i === patch.length - 6 ? byte ^ 1 : byte)),
    ),
    true,
  ),
  crafted(
    "a bad length",
    bend((patch) =>
      patch.map((byte, i) => (i === patch.length - 2 ? byte ^ 1 : byte)),
    ),
    true,
  ),
  crafted(
    "no trailer",
    bend((patch) => patch.slice(0, -8)),
    true,
  ),
  crafted(
    "half of it",
    bend((patch) => patch.slice(0, patch.length / 2)),
  ),
  crafted(
    "nothing",
    bend(() => new Uint8Array(0)),
  ),
  crafted(
    "no gzip",
    bend((patch) => patch.slice(1)),
  ),
];
