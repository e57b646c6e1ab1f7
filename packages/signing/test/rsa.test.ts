import { generateKeyPairSync } from "node:crypto";

import { it } from "@jest/globals";

import { rsaSign } from "../src/rsa.js";
import { expectCode } from "./support.js";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });

it.each([
  ["none", new Uint8Array(256).fill(1)],
  ["pkcs1-v1_5", new Uint8Array(51)],
] as const)(
  "a result that the public half does not confirm never leaves (%s)",
  async (padding, input) => {
    const handles = {
      privateKey: pair.privateKey,
      publicKey: stranger.publicKey,
    };
    await expectCode(
      () => rsaSign(handles, padding, input),
      "SIGN_SELF_CHECK_FAILED",
    );
  },
);
