import { fileURLToPath } from "node:url";
import { PACKAGE_FOLDER } from "../package-folder.js";

/**
 * The development keys and certificates of the checkout that these commands run from. The folder is
 * part of no published package, so an installed command finds nothing here and asks for keys.
 */
export const SIGNING_KEYS = fileURLToPath(
  new URL("../../signing-keys/", PACKAGE_FOLDER),
);
