import { createPrivateKey, createPublicKey } from "node:crypto";

import { it } from "@jest/globals";

import { rsaSign } from "../src/rsa.js";
import { DEV_PEM, expectCode, IMA_PEM } from "./support.js";

it.each([
  ["none", new Uint8Array(256).fill(1)],
  ["pkcs1-v1_5", new Uint8Array(51)],
] as const)(
  "a result that the public half does not confirm never leaves (%s)",
  async (padding, input) => {
    const handles = {
      privateKey: createPrivateKey(DEV_PEM),
      publicKey: createPublicKey(IMA_PEM),
    };
    await expectCode(
      () => rsaSign(handles, padding, input),
      "SIGN_SELF_CHECK_FAILED",
    );
  },
);
