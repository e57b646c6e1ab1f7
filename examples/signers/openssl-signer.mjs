#!/usr/bin/env node
// A signer for --signer and --ima-signer: answers one request of the protocol in docs/signing.md with the openssl of this machine.
// Replace the two calls of openssl by whatever reaches your keys.
// usage: patch-build --signer "cmd:node openssl-signer.mjs KEY.pem" ...
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const OPTIONS = {
  "rsa-pss-sha256-mgf1-sha256-salt32": [
    "rsa_padding_mode:pss",
    "rsa_pss_saltlen:32",
    "rsa_mgf1_md:sha256",
  ],
  "rsa-pkcs1-v1_5": ["rsa_padding_mode:pkcs1"],
  ecdsa: [],
};

function answer(request, key) {
  const { protocol, version, operation, scheme, digests } = request;
  if (protocol !== "stx-patch-signer" || version !== 1)
    return { error: "this signer speaks version 1 of stx-patch-signer" };
  if (operation === "describe") {
    const publicKey = openssl(["pkey", "-in", key, "-pubout"]).toString();
    return { version, publicKey };
  }
  const options = OPTIONS[scheme];
  if (operation !== "sign" || options === undefined)
    return { error: `this signer has no ${operation} ${scheme}` };
  const signatures = digests.map(({ algorithm, digest }) => {
    const all = [`digest:${algorithm}`, ...options];
    const args = ["pkeyutl", "-sign", "-inkey", key];
    for (const option of all) args.push("-pkeyopt", option);
    return openssl(args, Buffer.from(digest, "hex")).toString("base64");
  });
  return { version, signatures };
}

function openssl(args, input) {
  return execFileSync("openssl", args, { input });
}

const [key] = process.argv.slice(2);
const request = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(`${JSON.stringify(answer(request, key))}\n`);
