import { DER, DerReader, integerHex } from "@stx-patch/trust";
import { oidText } from "./oid.js";
import { malformed } from "./reading.js";
import { numberHex, readImprint } from "./request.js";

const BOOLEAN = 0x01;
const MILLIS = 0x80;
const MICROS = 0x81;
const TSA = 0xa0;
const EXTENSIONS = 0xa1;

/** What an authority states (TSTInfo of RFC 3161 section 2.4.2). */
export interface TimestampInfo {
  readonly policy: string;
  /** Object identifier of the imprint's algorithm, hex. */
  readonly imprintAlgorithm: string;
  readonly imprint: Uint8Array;
  /** Lower-case hex. */
  readonly serial: string;
  readonly time: Date;
  /** How far the time may be off, in milliseconds, rounded up; 0 when nothing is said. */
  readonly accuracyMilliseconds: number;
  readonly nonce: string | undefined;
}

/** @throws TimestampError TIMESTAMP_MALFORMED; TrustError TRUST_MALFORMED */
export function readTimestampInfo(der: Uint8Array): TimestampInfo {
  const outer = new DerReader(der);
  const info = outer.enter(DER.sequence, "the statement");
  outer.expectEnd("the statement");
  const version = info.read(DER.integer, "the version").content;
  if (numberHex(version) !== "1") throw malformed("the version is not 1");
  const policy = oidText(info.read(DER.oid, "the policy").content);
  const { algorithm, imprint } = readImprint(info);
  const serial = integerHex(
    info.read(DER.integer, "the serial").content,
    "the serial",
  );
  const time = readTime(info.read(DER.generalizedTime, "the time").content);
  const accuracyMilliseconds =
    info.nextTag === DER.sequence
      ? readAccuracy(info.enter(DER.sequence, "the accuracy"))
      : 0;
  if (info.nextTag === BOOLEAN) info.read(BOOLEAN, "the ordering");
  const nonce =
    info.nextTag === DER.integer
      ? numberHex(info.read(DER.integer, "the nonce").content)
      : undefined;
  if (info.nextTag === TSA) info.read(TSA, "the authority's name");
  if (info.nextTag === EXTENSIONS)
    assertNoneCritical(info.enter(EXTENSIONS, "the extensions"));
  info.expectEnd("the statement");
  return {
    ...{ policy, imprint, serial, time, accuracyMilliseconds, nonce },
    imprintAlgorithm: algorithm,
  };
}

/** `20260131120000Z`, with any number of decimals and no zero at their end; always UTC. */
function readTime(content: Uint8Array): Date {
  const text = new TextDecoder("latin1").decode(content);
  const match =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,19}[1-9]))?Z$/.exec(text);
  if (match === null) throw malformed("the time has another form");
  const [, year, month, day, hour, minute, second, decimals = ""] = match;
  const millis = decimals.padEnd(3, "0").slice(0, 3);
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}Z`;
  const time = new Date(iso);
  // An impossible day such as 30 February comes out as another one, or as none.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso)
    throw malformed("the time does not exist");
  return time;
}

function readAccuracy(accuracy: DerReader): number {
  const seconds =
    accuracy.nextTag === DER.integer
      ? smallNumber(accuracy.read(DER.integer, "the seconds").content)
      : 0;
  const millis =
    accuracy.nextTag === MILLIS
      ? smallNumber(accuracy.read(MILLIS, "the milliseconds").content)
      : 0;
  const micros =
    accuracy.nextTag === MICROS
      ? smallNumber(accuracy.read(MICROS, "the microseconds").content)
      : 0;
  accuracy.expectEnd("the accuracy");
  return seconds * 1000 + millis + Math.ceil(micros / 1000);
}

/** Not negative, and below 16 million: half a year is no accuracy. */
function smallNumber(content: Uint8Array): number {
  const hex = numberHex(content);
  if ((content[0] ?? 0x80) >= 0x80 || hex.length > 6)
    throw malformed("the accuracy is no time");
  return Number.parseInt(hex, 16);
}

/** None is known here, so none may be critical. */
function assertNoneCritical(extensions: DerReader): void {
  while (!extensions.atEnd) {
    const extension = extensions.enter(DER.sequence, "an extension");
    const oid = extension.read(DER.oid, "an extension's type").content;
    if (
      extension.nextTag === BOOLEAN &&
      extension.read(BOOLEAN, "an extension").content[0] !== 0
    )
      throw malformed(`the critical extension ${oidText(oid)} is not known`);
  }
}
