import type { BlockDeflater, Inflater } from "@stx-patch/core";
export const nativeDeflater: BlockDeflater = undefined as never;
export const nativeInflater: Inflater = undefined as never;
