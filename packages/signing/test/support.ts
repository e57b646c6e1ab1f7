import { readFileSync } from "node:fs";

import { expect } from "@jest/globals";
import { TEST_KEYS } from "@stx-patch/testkit";

import { SigningError } from "../src/error.js";
import type { SigningErrorCode } from "../src/error.js";
import type { PrivateKey } from "../src/private-key.js";
import { loadPrivateKey } from "../src/private-key.js";

export const DEV_PEM = readFileSync(TEST_KEYS.dev.privateKey, "utf8");
export const IMA_PEM = readFileSync(TEST_KEYS.ima.privateKey, "utf8");

/** Loads a PEM text under the name that all messages of these tests show. */
export function load(pem: string, passphrase?: string): PrivateKey {
  return loadPrivateKey(pem, { source: "key.pem", passphrase });
}

/** Runs `action` and asserts the code of the error it throws. */
export async function expectCode(
  action: () => unknown,
  code: SigningErrorCode,
): Promise<SigningError> {
  let caught: unknown;
  try {
    await action();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(SigningError);
  const error = caught as SigningError;
  expect(error.code).toBe(code);
  expect(error.remedy).not.toBe("");
  return error;
}
