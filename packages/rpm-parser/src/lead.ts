import { viewOf } from "./bytes.js";
import { RpmError, type RpmLocation } from "./error.js";

/** Bytes of the lead. */
export const LEAD_BYTES = 96;

/** The obsolete first section (spec section 1). Covered by no digest: use it for messages only. */
export interface Lead {
  readonly major: number;
  readonly minor: number;
  /** 0 binary, 1 source. */
  readonly type: number;
  /** Of the building or signing host, not of the package. */
  readonly archNumber: number;
  /** `name-[epoch:]version-release`, cut to 65 bytes. */
  readonly name: string;
  readonly osNumber: number;
  readonly signatureType: number;
}

const MAGIC = 0xedabeedb;
const NAME_AT = 10;
const NAME_END = 76;

/**
 * Reads the lead and refuses what rpm 4.x refuses.
 *
 * @throws RpmError RPM_LEAD_MAGIC, RPM_LEAD_VERSION, RPM_LEAD_SIGNATURE_TYPE
 */
export function parseLead(bytes: Uint8Array, file?: string): Lead {
  const view = viewOf(bytes);
  const at = (offset: number): { location: RpmLocation } => ({
    location: { file, offset },
  });
  if (view.getUint32(0) !== MAGIC)
    throw new RpmError("RPM_LEAD_MAGIC", "lead: not an rpm package", at(0));
  const lead: Lead = {
    major: view.getUint8(4),
    minor: view.getUint8(5),
    type: view.getUint16(6),
    archNumber: view.getUint16(8),
    name: leadName(bytes.subarray(NAME_AT, NAME_END)),
    osNumber: view.getUint16(76),
    signatureType: view.getUint16(78),
  };
  if (lead.major !== 3 && lead.major !== 4)
    throw new RpmError(
      "RPM_LEAD_VERSION",
      `lead: expected major version 3 or 4, got ${lead.major}`,
      at(4),
    );
  if (lead.signatureType !== 5)
    throw new RpmError(
      "RPM_LEAD_SIGNATURE_TYPE",
      `lead: expected signature type 5, got ${lead.signatureType}`,
      at(78),
    );
  return lead;
}

function leadName(field: Uint8Array): string {
  const end = field.indexOf(0);
  return new TextDecoder("utf-8").decode(
    end < 0 ? field : field.subarray(0, end),
  );
}
