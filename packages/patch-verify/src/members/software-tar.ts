import { readTar, type TarMember } from "@stx-patch/archive";
import { finding, isCodedError } from "@stx-patch/core";
import {
  checkImaLayout,
  createDigestChecker,
  describeRpm,
  openRpm,
} from "@stx-patch/rpm-parser";
import { VERIFY_ERRORS } from "../error.js";
import type { RpmView } from "../patch-view.js";
import type { ReadContext } from "../read-patch.js";

/** Reads the RPMs of software.tar: headers are kept, payloads only pass through the digests. */
export async function readSoftwareTar(
  source: AsyncIterable<Uint8Array>,
  context: ReadContext,
): Promise<RpmView[]> {
  const { limits, log } = context;
  const rpms: RpmView[] = [];
  const budget = { headerBytes: limits.maxRpmHeadersBytes };
  const members = readTar(source, {
    limits,
    name: "software.tar",
    report: (deviation) => {
      log.add("container", deviation);
    },
  });
  for await (const member of members) {
    if (member.type === "file" && !member.name.includes("/")) {
      rpms.push(await readRpm(member, budget, context));
      continue;
    }
    log.add(
      "contents",
      finding(
        VERIFY_ERRORS,
        "VERIFY_SOFTWARE_ENTRY",
        "error",
        `software.tar holds ${member.type} ${JSON.stringify(member.name)}`,
        { member: `software.tar/${member.name}`, offset: member.headerOffset },
      ),
    );
  }
  return rpms;
}

/** @param budget - what the headers of all RPMs may still take: they are kept until the end */
async function readRpm(
  member: TarMember,
  budget: { headerBytes: number },
  { hash, limits }: ReadContext,
): Promise<RpmView> {
  const common = {
    fileName: member.name,
    sizeBytes: member.sizeBytes,
    offset: member.headerOffset,
  };
  try {
    const { headers, payload } = await openRpm(member.body, {
      name: member.name,
      limits: {
        maxHeaderBytes: Math.min(limits.maxRpmHeaderBytes, budget.headerBytes),
      },
    });
    budget.headerBytes -= headers.signature.sizeBytes + headers.main.sizeBytes;
    const info = describeRpm(headers);
    const checker = await createDigestChecker(headers, hash);
    for await (const chunk of payload) await checker.update(chunk);
    return {
      ...common,
      info,
      digests: await checker.finish(),
      problem: undefined,
      imaProblems: checkImaLayout(headers),
    };
  } catch (error) {
    if (!isCodedError(error) || !error.code.startsWith("RPM_")) throw error;
    return {
      ...common,
      info: undefined,
      digests: undefined,
      problem: error,
      imaProblems: [],
    };
  }
}
