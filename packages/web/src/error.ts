import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** What can keep the page from answering. */
export const WEB_ERRORS = {
  WEB_FILE_UNREADABLE: {
    meaning:
      "The browser could not read the file: it is a folder, it was changed or removed, or it may not be read.",
    remedy: "Choose the file again, after whatever writes it has ended.",
  },
  WEB_INTERNAL: {
    meaning: "The page itself failed; nothing is known about the file.",
    remedy:
      "Use the command patch-verify, and report this with the message shown.",
  },
} as const satisfies CodeCatalogue;

/** Codes of this package. */
export type WebErrorCode = keyof typeof WEB_ERRORS;

/** Thrown when a file could not be verified at all. */
export const WebError = errorClass("WebError", WEB_ERRORS);
