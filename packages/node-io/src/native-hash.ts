import type { HashFactory } from "@stx-patch/core";
export const nativeHash: HashFactory = () => undefined;
