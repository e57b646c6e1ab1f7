import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { compareText, isCodedError } from "@stx-patch/core";
import { readSmallFile } from "@stx-patch/node-io";
import {
  anchorsFrom,
  roleOfFileName,
  type TrustAnchor,
} from "@stx-patch/trust";
import { CliError } from "../error.js";
import { SIGNING_KEYS } from "./checkout.js";
import { statIfThere } from "./files.js";

const MAX_BYTES = 4 << 20;

/**
 * Reads trust anchors: `--trust [role=]FILE` > `STX_PATCH_TRUST` (a colon-separated list of the same)
 * > the certificates in `signing-keys/`.
 *
 * @param origin - what named them, when that is not the command line: anchors say so wherever they are shown
 * @throws CliError CLI_TRUST_UNREADABLE; TrustError for what is no certificate
 */
export async function loadAnchors(
  named: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  origin?: string,
): Promise<TrustAnchor[]> {
  const fromEnv = (env["STX_PATCH_TRUST"] ?? "")
    .split(":")
    .filter((item) => item !== "");
  const items = named.length > 0 ? named : fromEnv;
  if (items.length === 0) return defaultAnchors();
  const anchors = (
    await Promise.all(items.map((item) => readItem(item, cwd)))
  ).flat();
  return named.length === 0 || origin === undefined
    ? anchors
    : anchors.map((anchor) => ({
        ...anchor,
        source: `${anchor.source} (${origin})`,
      }));
}

/** The anchors of the checkout, none in an installed package. */
async function defaultAnchors(): Promise<TrustAnchor[]> {
  const folder = SIGNING_KEYS;
  if (folder === undefined || (await statIfThere(folder)) === undefined)
    return [];
  const names = (await readdir(folder)).filter(
    (name) => roleOfFileName(name) !== undefined,
  );
  const anchors = await Promise.all(
    names
      .toSorted(compareText)
      .map((name) =>
        readAnchors(join(folder, name), name, roleOfFileName(name)),
      ),
  );
  return anchors.flat();
}

async function readItem(item: string, cwd: string): Promise<TrustAnchor[]> {
  const split = /^([a-z][a-z0-9-]*)=(.+)$/.exec(item);
  // A file that is really called `a=b` is meant by its name.
  if (split === null || (await statIfThere(resolve(cwd, item))) !== undefined) {
    return readAnchors(
      resolve(cwd, item),
      item,
      roleOfFileName(basename(item)),
    );
  }
  const [, role = "", path = ""] = split;
  return readAnchors(resolve(cwd, path), path, role);
}

async function readAnchors(
  path: string,
  shown: string,
  role: string | undefined,
): Promise<TrustAnchor[]> {
  const bytes = await readTrustFile(path, shown);
  return anchorsFrom(bytes, {
    source: shown,
    ...(role === undefined ? {} : { role }),
  });
}

/** Reads a file of certificates or public keys. */
export async function readTrustFile(
  path: string,
  shown: string,
): Promise<Uint8Array> {
  try {
    return await readSmallFile(path, { maxBytes: MAX_BYTES });
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw new CliError("CLI_TRUST_UNREADABLE", `${shown}: ${error.message}`, {
      cause: error,
    });
  }
}
