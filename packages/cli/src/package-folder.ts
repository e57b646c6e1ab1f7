import { existsSync } from "node:fs";

/** Top of this package, whether its code runs from single modules or from a bundle of them; ends with `/`. */
export const PACKAGE_FOLDER = packageFolder(new URL("./", import.meta.url));

function packageFolder(folder: URL): URL {
  return existsSync(new URL("package.json", folder))
    ? folder
    : packageFolder(new URL("../", folder));
}
