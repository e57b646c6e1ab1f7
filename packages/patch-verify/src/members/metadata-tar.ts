import { readTar, type TarMember } from "@stx-patch/archive";
import { finding } from "@stx-patch/core";
import { decodeMetadata, type DecodedMetadata } from "@stx-patch/patch-format";
import { VERIFY_ERRORS } from "../error.js";
import type { ReadContext } from "../read-patch.js";
import { withWitness } from "../witness.js";
import { readSmallMember } from "./small-member.js";

const XML_NAME = "metadata.xml";
const XML_PATH = `metadata.tar/${XML_NAME}`;

/** Reads metadata.tar, which holds exactly one file. */
export async function readMetadataTar(
  source: AsyncIterable<Uint8Array>,
  outer: TarMember,
  context: ReadContext,
): Promise<DecodedMetadata | undefined> {
  const { limits, log } = context;
  if (outer.sizeBytes > limits.maxMetadataTarBytes) {
    log.add(
      "metadata",
      finding(
        VERIFY_ERRORS,
        "VERIFY_MEMBER_TOO_LARGE",
        "error",
        `metadata.tar has ${outer.sizeBytes} bytes, at most ${limits.maxMetadataTarBytes} are allowed`,
        { member: outer.name, offset: outer.headerOffset },
      ),
    );
    return undefined;
  }
  let xml: Uint8Array | undefined;
  let found = false;
  const members = readTar(source, {
    limits,
    name: outer.name,
    report: (deviation) => {
      log.add("container", deviation);
    },
  });
  for await (const member of members) {
    if (member.name === XML_NAME && member.type === "file" && !found) {
      found = true;
      xml = await withWitness(context.witness, XML_PATH, member, (witnessed) =>
        readSmallMember(
          witnessed,
          limits.maxMetadataXmlBytes,
          "metadata",
          context,
          XML_PATH,
        ),
      );
      continue;
    }
    log.add(
      "metadata",
      finding(
        VERIFY_ERRORS,
        "VERIFY_METADATA_TAR_EXTRA",
        "error",
        `metadata.tar holds ${member.type} ${JSON.stringify(member.name)} besides ${XML_NAME}`,
        { member: `${outer.name}/${member.name}`, offset: member.headerOffset },
      ),
    );
  }
  if (!found) {
    log.add(
      "metadata",
      finding(
        VERIFY_ERRORS,
        "VERIFY_METADATA_MISSING",
        "error",
        "metadata.tar holds no metadata.xml",
        { member: outer.name },
      ),
    );
  }
  return xml === undefined ? undefined : decode(xml, context);
}

function decode(
  xml: Uint8Array,
  { limits, log }: ReadContext,
): DecodedMetadata | undefined {
  try {
    const decoded = decodeMetadata(xml, { limits, member: XML_PATH });
    log.add("metadata", ...decoded.findings);
    return decoded;
  } catch (error) {
    log.addError("metadata", error, XML_PATH);
    return undefined;
  }
}
