import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runOk, TEST_KEYS } from "@stx-patch/testkit";
import type { TimestampAuthority } from "@stx-patch/testkit";

const FORMER = {
  from: "20210101000000Z",
  to: "20220101000000Z",
  signed: "20210601000000Z",
};

const CONFIGURATION = `
[ca]
default_ca = it
[it]
database = database
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
`;

/** Writes a certificate of the formal test key that was valid in 2021. */
export async function expiredCertificate(
  folder: string,
  path: string,
): Promise<void> {
  const place = join(folder, "former");
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "openssl.cnf"), CONFIGURATION);
  await writeFile(join(place, "database"), "");
  await writeFile(join(place, "serial"), "01\n");
  const key = TEST_KEYS.formal.privateKey;
  const openssl = (...argv: string[]): Promise<unknown> =>
    runOk("openssl", [...argv, "-config", "openssl.cnf"], { cwd: place });
  await openssl(
    ...["req", "-new", "-key", key, "-subj", "/CN=former", "-out", "it.csr"],
  );
  await openssl(
    ...["ca", "-batch", "-selfsign", "-keyfile", key, "-notext"],
    ...["-startdate", FORMER.from, "-enddate", FORMER.to],
    ...["-in", "it.csr", "-out", path],
  );
}

/** A time stamp of the same as the authority would have made it in June 2021. */
export function statedEarlier(
  authority: TimestampAuthority,
  answer: Uint8Array,
  request: Uint8Array,
): Promise<Uint8Array> {
  const now = Buffer.from(answer);
  const imprint = now.indexOf(request.subarray(22, 54));
  const time = now.indexOf(Buffer.from([0x18, 0x0f]), imprint);
  // The statement starts with its version and its policy; its length is in one byte, with or without a mark in front.
  const start = now.lastIndexOf(Buffer.from([0x02, 0x01, 0x01, 0x06]), imprint);
  const header = now[start - 2] === 0x81 ? 3 : 2;
  const end = start + (now[start - 1] ?? 0);
  const info = Buffer.from(now.subarray(start - header, end));
  info.write(FORMER.signed, time - (start - header) + 2, "latin1");
  return authority.state(info);
}
