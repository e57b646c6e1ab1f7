export {
  capitalised,
  counted,
  safeBlock,
  safeText,
  sentence,
  sizeText,
} from "@stx-patch/core";
