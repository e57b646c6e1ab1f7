import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runOk } from "./process.js";

/** How an authority is made; by default one that everybody should accept. */
export interface AuthorityOptions {
  readonly key?: "rsa" | "ec";
  /** Value of its extendedKeyUsage; `critical,timeStamping` by default, empty for none. */
  readonly usage?: string;
  /** Of its certificate, as openssl ca has it: `20260101000000Z`. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Digest of its certificate in what it signs. */
  readonly certificateDigest?: "sha1" | "sha256" | "sha512";
}

/** A time-stamp authority for tests: openssl's own, with a root certificate made for it. */
export interface TimestampAuthority {
  /** PEM. */
  readonly rootPath: string;
  /** PEM. */
  readonly certificatePath: string;
  /** Answers a request (DER) with a time stamp of now. */
  answer(request: Uint8Array): Promise<Uint8Array>;
  /** An answer that states what it is given (DER of a TSTInfo), also by an authority that openssl ts would not let answer. */
  state(info: Uint8Array): Promise<Uint8Array>;
}

const FIRST_DAY = "20200101000000Z";
const LAST_DAY = "20491231235959Z";
const POLICY = "1.2.3.4.1";

/** @param folder - an empty folder, which it keeps its files in */
export async function createTimestampAuthority(
  folder: string,
  options: AuthorityOptions = {},
): Promise<TimestampAuthority> {
  const { key = "rsa", usage = "critical,timeStamping" } = options;
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Promise<unknown> =>
    runOk("openssl", args, { cwd: folder });
  const newKey =
    key === "rsa"
      ? ["-newkey", "rsa:2048"]
      : ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
  await writeFile(at("openssl.cnf"), configuration(usage, options));
  await writeFile(at("serial"), "01\n");
  await writeFile(at("database"), "");
  await openssl(
    ...["req", ...newKey, "-nodes", "-subj", "/CN=test root"],
    ...["-config", "openssl.cnf", "-keyout", "root.key", "-out", "root.csr"],
  );
  await openssl(
    ...["ca", "-batch", "-config", "openssl.cnf", "-notext", "-selfsign"],
    ...["-startdate", FIRST_DAY, "-enddate", LAST_DAY, "-extensions", "root"],
    ...["-in", "root.csr", "-out", "root.pem"],
  );
  await openssl(
    ...["req", ...newKey, "-nodes", "-subj", "/CN=test authority"],
    ...["-config", "openssl.cnf", "-keyout", "tsa.key", "-out", "tsa.csr"],
  );
  await openssl(
    ...["ca", "-batch", "-config", "openssl.cnf", "-notext"],
    ...["-startdate", options.notBefore ?? FIRST_DAY],
    ...["-enddate", options.notAfter ?? LAST_DAY],
    ...["-in", "tsa.csr", "-out", "tsa.pem"],
  );
  return {
    rootPath: at("root.pem"),
    certificatePath: at("tsa.pem"),
    answer: async (request) => {
      await writeFile(at("request.tsq"), request);
      await openssl(
        ...["ts", "-reply", "-config", "openssl.cnf"],
        ...["-queryfile", "request.tsq", "-out", "answer.tsr"],
      );
      return new Uint8Array(await readFile(at("answer.tsr")));
    },
    state: async (info) => {
      await writeFile(at("info.der"), info);
      await openssl(
        ...["cms", "-sign", "-binary", "-nodetach", "-cades", "-md", "sha256"],
        ...["-econtent_type", "1.2.840.113549.1.9.16.1.4", "-outform", "DER"],
        ...["-signer", "tsa.pem", "-inkey", "tsa.key", "-certfile", "root.pem"],
        ...["-in", "info.der", "-out", "token.der"],
      );
      return granted(new Uint8Array(await readFile(at("token.der"))));
    },
  };
}

/** A token with the status 0 in front: longer than 256 bytes, as every one is. */
function granted(token: Uint8Array): Uint8Array {
  const length = token.length + 5;
  return Uint8Array.of(
    ...[0x30, 0x82, length >> 8, length & 0xff],
    ...[0x30, 0x03, 0x02, 0x01, 0x00],
    ...token,
  );
}

function configuration(
  usage: string,
  { certificateDigest = "sha256" }: AuthorityOptions,
): string {
  return `
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[ca]
default_ca = test
[test]
database = database
serial = serial
new_certs_dir = .
certificate = root.pem
private_key = root.key
default_md = sha256
policy = any
x509_extensions = authority
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:FALSE
${usage === "" ? "" : `extendedKeyUsage = ${usage}`}
[tsa]
default_tsa = authority_1
[authority_1]
serial = tsa-serial
signer_cert = tsa.pem
certs = root.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = ${POLICY}
other_policies = ${POLICY}.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = no
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = ${certificateDigest}
`;
}
