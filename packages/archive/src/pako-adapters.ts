import type { BlockDeflater, Inflater } from "@stx-patch/core";

export const pakoInflater: Inflater = undefined as never;
export const pakoDeflater: BlockDeflater = undefined as never;
