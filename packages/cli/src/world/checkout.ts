import { fileURLToPath } from "node:url";
import { PACKAGE_FOLDER } from "../package-folder.js";

/**
 * The development keys and certificates of the checkout that these commands run from. An installed command has none, whatever lies beside
 * the place it was installed to, and asks for keys.
 */
export const SIGNING_KEYS = PACKAGE_FOLDER.pathname.endsWith("/packages/cli/")
  ? fileURLToPath(new URL("../../signing-keys/", PACKAGE_FOLDER))
  : undefined;
