export { counted, safeBlock, safeText, sizeText } from "@stx-patch/core";
