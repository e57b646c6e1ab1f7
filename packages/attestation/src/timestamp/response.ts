import { DER, DerReader } from "@stx-patch/trust";
import { TimestampError } from "./error.js";
import { malformed, readingDer } from "./reading.js";
import { numberHex } from "./request.js";
import { readSignedData, type SignedData } from "./signed-data.js";
import { readTimestampInfo, type TimestampInfo } from "./tst-info.js";

/** An authority's answer with a time stamp in it. Nothing of it is verified. */
export interface TimestampResponse {
  readonly signedData: SignedData;
  readonly info: TimestampInfo;
}

/** Room for certificates and lists of revoked ones. */
export const MAX_TIMESTAMP_BYTES = 1024 * 1024;

const STATUS = {
  "0": "granted",
  "1": "granted with changes",
  "2": "rejected",
  "3": "waiting",
  "4": "revocation warning",
  "5": "revocation",
} as const satisfies Record<string, string>;

const MAX_SHOWN = 300;

/**
 * Reads an answer (TimeStampResp of RFC 3161 section 2.4.2), strictly as DER.
 *
 * @throws TimestampError TIMESTAMP_TOO_LARGE, TIMESTAMP_MALFORMED, TIMESTAMP_REFUSED
 */
export function parseTimestampResponse(der: Uint8Array): TimestampResponse {
  if (der.length > MAX_TIMESTAMP_BYTES)
    throw new TimestampError(
      "TIMESTAMP_TOO_LARGE",
      `${der.length} bytes, at most ${MAX_TIMESTAMP_BYTES} are allowed`,
    );
  return readingDer("the time stamp", () => {
    const outer = new DerReader(der);
    const response = outer.enter(DER.sequence, "the answer");
    outer.expectEnd("the answer");
    if (response.nextTag === DER.oid)
      throw malformed("it is a token without the answer around it");
    assertGranted(response.enter(DER.sequence, "the status"));
    const token = response.enter(DER.sequence, "the token");
    response.expectEnd("the token");
    const signedData = readSignedData(token);
    return { signedData, info: readTimestampInfo(signedData.content) };
  });
}

/** @throws TimestampError TIMESTAMP_REFUSED; TrustError TRUST_MALFORMED */
function assertGranted(status: DerReader): void {
  const code = numberHex(status.read(DER.integer, "the status").content);
  if (code === "0" || code === "1") return;
  const word = code in STATUS ? STATUS[code as keyof typeof STATUS] : code;
  const said =
    status.nextTag === DER.sequence
      ? textsIn(status.enter(DER.sequence, "the status"))
      : "";
  throw new TimestampError(
    "TIMESTAMP_REFUSED",
    `status ${word}${said === "" ? "" : `: ${said}`}`,
  );
}

function textsIn(texts: DerReader): string {
  const parts: string[] = [];
  while (!texts.atEnd && parts.length < 5)
    parts.push(
      new TextDecoder().decode(texts.readAny("a status text").content),
    );
  return parts.join("; ").slice(0, MAX_SHOWN);
}
