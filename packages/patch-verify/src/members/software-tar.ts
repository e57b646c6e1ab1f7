import { readTar, type TarMember } from "@stx-patch/archive";
import { finding, isCodedError } from "@stx-patch/core";
import { repoPackageOf, type RepoPackage } from "@stx-patch/repodata";
import {
  checkImaLayout,
  createDigestChecker,
  describeRpm,
  openRpm,
  rpmFileBatches,
  type RpmHeaders,
  type RpmInfo,
} from "@stx-patch/rpm-parser";
import { VERIFY_ERRORS } from "../error.js";
import { rpmImpactOf } from "../impact/rpm-impact.js";
import type { RpmIdentity, RpmView } from "../patch-view.js";
import type { ReadContext } from "../read-patch.js";
import { withWitness } from "../witness.js";

/** Reads the RPMs of software.tar: of headers little is kept, payloads only pass through the digests. */
export async function readSoftwareTar(
  source: AsyncIterable<Uint8Array>,
  context: ReadContext,
): Promise<RpmView[]> {
  const { limits, log } = context;
  const rpms: RpmView[] = [];
  const budget: Budget = {
    headerBytes: limits.maxRpmHeadersBytes,
    packageEntries: MAX_PACKAGE_ENTRIES,
  };
  const members = readTar(source, {
    limits,
    name: "software.tar",
    report: (deviation) => {
      log.add("container", deviation);
    },
  });
  for await (const member of members) {
    if (member.type === "file" && !member.name.includes("/")) {
      const path = `software.tar/${member.name}`;
      rpms.push(
        await withWitness(context.witness, path, member, (witnessed) =>
          readRpm(witnessed, budget, context),
        ),
      );
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

/** What all RPMs together may still take. */
interface Budget {
  headerBytes: number;
  packageEntries: number;
}

/** Dependencies and files kept of one patch; real patches have some thousands. */
const MAX_PACKAGE_ENTRIES = 500_000;

async function readRpm(
  member: TarMember,
  budget: Budget,
  context: ReadContext,
): Promise<RpmView> {
  const { hash, limits, ima, listFiles, keepPackages, base } = context;
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
    checkFileCount(headers, limits.maxRpmFiles);
    const info = describeRpm(headers);
    const isMd5Known = context.beingWritten?.knowsMd5(member.name) === true;
    const checker = await createDigestChecker(headers, hash, {
      suffices: isMd5Known ? "payload-digest" : undefined,
    });
    const sink = context.witness?.rpm?.({ fileName: member.name, headers });
    for await (const chunk of payload)
      await Promise.all([checker.update(chunk), sink?.update(chunk)]);
    await sink?.finish();
    const digests = await checker.finish();
    const imaProblems = checkImaLayout(headers);
    await ima.checkRpm({
      fileName: member.name,
      info,
      files: rpmFileBatches(headers),
      imaProblems,
    });
    return {
      ...common,
      info: identityOf(info),
      fileCount: info.fileCount,
      signedFileCount: info.signedFileCount,
      fileList: listFiles ? info.files : undefined,
      digests,
      impact: await rpmImpactOf(info, rpmFileBatches(headers), base),
      package: keepPackages ? packageOf(headers, info, budget) : undefined,
      problem: undefined,
      imaProblems,
    };
  } catch (error) {
    if (!isCodedError(error) || !error.code.startsWith("RPM_")) throw error;
    return {
      ...common,
      info: undefined,
      fileCount: 0,
      signedFileCount: 0,
      fileList: undefined,
      digests: undefined,
      impact: undefined,
      package: undefined,
      problem: error,
      imaProblems: [],
    };
  }
}

/** Undefined when it is more than may be kept. */
function packageOf(
  headers: RpmHeaders,
  info: RpmInfo,
  budget: Budget,
): RepoPackage | undefined {
  const found = repoPackageOf(headers, info);
  const { provides, requires, files } = found;
  budget.packageEntries -= provides.length + requires.length + files.length;
  return budget.packageEntries < 0 ? undefined : found;
}

/** @throws RpmError RPM_FILES_LIMIT, before the list of files takes memory */
function checkFileCount({ main }: RpmHeaders, limit: number): void {
  const count = Math.max(
    main.entry(BASENAMES)?.count ?? 0,
    main.entry(OLDFILENAMES)?.count ?? 0,
  );
  if (count > limit) {
    throw main.error(
      "RPM_FILES_LIMIT",
      BASENAMES,
      `${count} files, at most ${limit} are allowed`,
    );
  }
}

/** Tags of the two forms of file names (spec rpm-and-ima section 4). */
const BASENAMES = 1117;
const OLDFILENAMES = 1027;

/**
 * What the checks need of the headers. A copy through text, because a short string that was cut out of a
 * long one would keep all of it in memory.
 */
function identityOf(info: RpmInfo): RpmIdentity {
  const { name, version, release, arch, nevra, isSource, imaLayout } = info;
  return JSON.parse(
    JSON.stringify({
      name,
      version,
      release,
      arch,
      nevra,
      isSource,
      imaLayout,
    }),
  ) as RpmIdentity;
}
