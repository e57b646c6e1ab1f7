import { createHash } from "node:crypto";
import { basename } from "node:path";
import {
  encodeEnvelope,
  encodeProvenance,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  UNSPECIFIED_BUILDER,
  type BuildRecord,
  type InputKey,
  type InputRpm,
  type JsonObject,
} from "@stx-patch/attestation";
import { compareText, mapConcurrently, toHex } from "@stx-patch/core";
import { nativeHash } from "@stx-patch/node-io";
import type { InspectedRpm, PatchPlan } from "@stx-patch/patch-build";
import type { ParsedLine } from "../command-line/parse.js";
import type { BuildInputs } from "../commands/build-inputs.js";
import type { BuildFacts } from "../commands/build-sidecars.js";
import { roleOf } from "../commands/patch-signer.js";
import { version } from "../version.js";
import type { SidecarSubject } from "./sidecar.js";

/** RPMs that are digested beside each other. */
const RPMS_AT_A_TIME = 2;

/**
 * The provenance of a build, signed by whoever signed the patch.
 *
 * @throws IoError; what the signer throws
 */
export async function makeProvenance(
  line: ParsedLine,
  facts: BuildFacts,
  subject: SidecarSubject,
): Promise<Uint8Array> {
  const payload = encodeProvenance(await recordOf(line, facts, subject));
  const { signer } = facts.inputs.patchKey;
  const content = { payloadType: STATEMENT_PAYLOAD_TYPE, payload };
  return encodeEnvelope(await signEnvelope(content, signer, nativeHash));
}

async function recordOf(
  line: ParsedLine,
  { inputs, plan, seal }: BuildFacts,
  { fileName, sha256, sidecars }: SidecarSubject,
): Promise<BuildRecord> {
  const signed = new Set(
    plan.rpms
      .filter(({ ima }) => ima.kind === "signed")
      .map((rpm) => rpm.fileName),
  );
  const rpms = inputs.rpms.toSorted((a, b) =>
    compareText(a.fileName, b.fileName),
  );
  return {
    patch: { name: fileName, sha256 },
    signedContentSha256: toHex(seal().sha256),
    sidecars: sidecars.map((sidecar) => ({
      name: basename(sidecar.path),
      sha256: sidecar.sha256,
    })),
    parameters: parametersOf(line, inputs, plan),
    rpms: await mapConcurrently(rpms, RPMS_AT_A_TIME, (rpm) =>
      inputRpm(rpm, signed.has(rpm.fileName)),
    ),
    files: filesOf(inputs),
    keys: keysOf(inputs),
    builder: {
      id: line.text("builder-id") ?? UNSPECIFIED_BUILDER,
      version: { "stx-patch": version(), node: process.version },
    },
    invocationId: line.text("invocation-id"),
  };
}

/** Both digests from one reading. */
async function inputRpm(
  { fileName, info, source, headers }: InspectedRpm,
  isSigned: boolean,
): Promise<InputRpm> {
  const whole = createHash("sha256");
  const payload = createHash("sha256");
  for await (const chunk of source.open({
    start: 0,
    end: headers.payloadOffset,
  }))
    whole.update(chunk);
  for await (const chunk of source.open({ start: headers.payloadOffset })) {
    whole.update(chunk);
    payload.update(chunk);
  }
  return {
    name: fileName,
    sha256: whole.digest("hex"),
    nevra: info.nevra,
    payloadSha256: payload.digest("hex"),
    isSigned,
  };
}

/** Scripts and release-info.inc; by their names, because where they lay on this machine is nobody's business. */
function filesOf({ request, release }: BuildInputs): BuildRecord["files"] {
  const scripts = request.scripts.map(({ action, content, source }) => ({
    use: action,
    name: basename(source),
    sha256: createHash("sha256").update(content).digest("hex"),
  }));
  return release.file === undefined
    ? scripts
    : [...scripts, { use: "release-info", ...release.file }];
}

function keysOf({ patchKey, imaKey, anchors }: BuildInputs): InputKey[] {
  const { key } = patchKey.signer;
  const patch: InputKey = { use: "patch", key, role: roleOf(key, anchors) };
  return imaKey === undefined
    ? [patch]
    : [patch, { use: "ima", key: imaKey.signer.key, role: "ima" }];
}

/** What was asked for, as the patch has it: nothing of it is a path or a secret. */
function parametersOf(
  line: ParsedLine,
  { request, imaKey }: BuildInputs,
  { metadata, rpms }: PatchPlan,
): JsonObject {
  return {
    id: metadata.id,
    release: metadata.swVersion,
    status: metadata.status,
    summary: metadata.summary,
    description: metadata.description,
    warnings: metadata.warnings,
    installInstructions: metadata.installInstructions,
    unremovable: metadata.unremovable,
    rebootRequired: metadata.rebootRequired ?? null,
    applyActiveReleaseOnly: metadata.applyActiveReleaseOnly,
    requires: metadata.requires,
    semantics: metadata.semantics,
    rpms: rpms.map(({ fileName, personalities }) => ({
      fileName,
      personalities: personalities.toSorted(compareText),
    })),
    imaLayout:
      imaKey === undefined ? null : (line.text("ima-layout") ?? "header"),
    role: line.text("role") ?? null,
    sourceDateEpoch: request.mtimeSeconds ?? null,
  };
}
