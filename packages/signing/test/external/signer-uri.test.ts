import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { parseSignerUri } from "../../src/external/signer-uri.js";
import { expectCode } from "../support.js";

describe("what names a file", () => {
  it.each(["key.pem", "./cmd:x", "/a/pkcs11:b", "cmdx:1", "", "SSH:host"])(
    "%j is no URI",
    (text) => {
      expect(parseSignerUri(text)).toBeUndefined();
    },
  );
});

describe("cmd:", () => {
  it.each([
    ["cmd:sign", "sign", []],
    ["cmd: sign  -k  1 ", "sign", ["-k", "1"]],
    [
      `cmd:'my signer' "a \\"b\\" $HOME" c\\ d`,
      "my signer",
      ['a "b" $HOME', "c d"],
    ],
    [`cmd:a ''`, "a", [""]],
    ["cmd:a;b|c *", "a;b|c", ["*"]],
    [`cmd:x pre'fix'"ed"`, "x", ["prefixed"]],
  ])("%s", (text, program, args) => {
    expect(parseSignerUri(text)).toMatchObject({ kind: "cmd", program, args });
  });

  it.each(["cmd:", "cmd:   ", "cmd:a 'b", 'cmd:a "b', "cmd:a \\", "cmd:''"])(
    "%j is refused",
    async (text) => {
      await expectCode(() => parseSignerUri(text), "SIGNER_URI_INVALID");
    },
  );

  it("gets back every word that was quoted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string().filter((text) => !text.includes("\0"))),
        (args) => {
          const quoted = args.map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`);
          const uri = parseSignerUri(`cmd:p ${quoted.join(" ")}`);
          expect(uri).toMatchObject({ args });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("shows the program only: an argument may be a secret", () => {
    expect(parseSignerUri("cmd:sign --token=abc")?.shown).toBe("cmd:sign");
  });
});

describe("pkcs11:", () => {
  it("says token, key, library and where the PIN is", () => {
    expect(
      parseSignerUri(
        "pkcs11:token=The%20token;object=a%3Bb;id=%A1b;type=private?module-path=/lib/p.so&pin-source=file:/etc/pin",
      ),
    ).toMatchObject({
      ...{ kind: "pkcs11", token: "The token", object: "a;b", id: "a162" },
      ...{ modulePath: "/lib/p.so", pinSource: "/etc/pin" },
    });
  });

  it.each([
    ["file:/etc/pin", "/etc/pin"],
    ["file:///etc/pin", "/etc/pin"],
    ["/etc/pin", "/etc/pin"],
    ["pin.txt", "pin.txt"],
  ])("takes a PIN from %s", (pinSource, file) => {
    const uri = parseSignerUri(`pkcs11:token=t;id=1?pin-source=${pinSource}`);
    expect(uri).toMatchObject({ pinSource: file });
  });

  it("never shows a PIN", () => {
    const uri = parseSignerUri(
      "pkcs11:token=t;id=1?pin-value=1234&module-path=/m",
    );
    expect(uri).toMatchObject({ pinValue: "1234" });
    expect(uri?.shown).toBe("pkcs11:token=t;id=1?pin-value=…&module-path=/m");
  });

  it.each([
    ["no token", "pkcs11:object=a"],
    ["token and slot", "pkcs11:token=t;slot-id=1;id=1"],
    ["no key", "pkcs11:token=t"],
    ["an attribute that cannot be looked for", "pkcs11:token=t;id=1;serial=7"],
    ["a query that nobody knows", "pkcs11:token=t;id=1?pin=1"],
    ["an attribute twice", "pkcs11:token=t;token=u;id=1"],
    ["an attribute without value", "pkcs11:token=t;id"],
    ["an empty value", "pkcs11:token=;id=1"],
    ["a broken escape", "pkcs11:token=%2;id=1"],
    ["a NUL", "pkcs11:token=a%00b;id=1"],
    ["a certificate", "pkcs11:token=t;id=1;type=cert"],
    ["a slot that is no number", "pkcs11:slot-id=x;id=1"],
    ["a program for the PIN", "pkcs11:token=t;id=1?pin-source=|pinomatic"],
    ["two PINs", "pkcs11:token=t;id=1?pin-source=/p&pin-value=1"],
    ["two queries", "pkcs11:token=t;id=1?module-path=/a?b"],
  ])("%s is refused", async (_, text) => {
    const error = await expectCode(
      () => parseSignerUri(text),
      "SIGNER_URI_INVALID",
    );
    expect(error.message).not.toContain("pinomatic");
  });
});

describe("ssh:", () => {
  it.each([
    ["ssh:host", { user: undefined, host: "host", port: undefined }],
    [
      "ssh:me@host.example:2222",
      { user: "me", host: "host.example", port: "2222" },
    ],
    ["ssh://me@10.0.0.1", { user: "me", host: "10.0.0.1" }],
    ["ssh:[2001:db8::1]:22", { host: "2001:db8::1", port: "22" }],
    [
      "ssh:h?known-hosts=/a%20b&identity=id",
      { knownHosts: "/a b", identity: "id" },
    ],
  ])("%s", (text, expected) => {
    expect(parseSignerUri(text)).toMatchObject({ kind: "ssh", ...expected });
  });

  it.each([
    "ssh:",
    "ssh:-oProxyCommand=x",
    "ssh:-l@host",
    "ssh:a b",
    "ssh:host;reboot",
    "ssh:host:0",
    "ssh:host:70000",
    "ssh:host?StrictHostKeyChecking=no",
    "ssh:host?identity=a&identity=b",
    "ssh:host?identity=",
    "ssh:host?identity=a%22%20-oProxyCommand=x",
    "ssh:host?known-hosts=%25h",
    "ssh:host?known-hosts=$HOME/x",
    `ssh:${"a".repeat(5000)}`,
  ])("%j is refused", async (text) => {
    await expectCode(() => parseSignerUri(text), "SIGNER_URI_INVALID");
  });
});
