export { codeOf, expectSameBytes } from "./assertions.js";
export { chunked, collect } from "./chunked.js";
export type { ConformanceCase } from "./conformance.js";
export { CONFORMANCE_HOME, conformanceCases } from "./conformance.js";
export type { CraftedMember, PatchParts } from "./craft-patch.js";
export {
  craftPatch,
  developmentSigner,
  sampleMetadata,
  tarOf,
} from "./craft-patch.js";
export { describeFuzzCorpus } from "./describe-fuzz-corpus.js";
export { describeWithTool } from "./describe-with-tool.js";
export type {
  FixedRsaKey,
  KeyFiles,
  PemOptions,
  TestKeyKind,
  TestKeyPair,
} from "./keys.js";
export {
  fixedRsaKey,
  generateKeyPair,
  repackPrivateKey,
  TEST_KEYS,
} from "./keys.js";
export type { LoopbackSshd } from "./loopback-sshd.js";
export { startLoopbackSshd } from "./loopback-sshd.js";
export { signingServer } from "./signing-server.js";
export type { SoftToken, TokenLabels } from "./softhsm.js";
export { createSoftToken } from "./softhsm.js";
export type { Lender } from "./recycled.js";
export { collectCopies, lender, recycled, spoiling } from "./recycled.js";
export { processorMs } from "./processor-time.js";
export type { RunOptions, RunResult } from "./process.js";
export { run, runOk } from "./process.js";
export type { RawMember } from "./raw-tar.js";
export { paxHeader, rawMember, rawTar } from "./raw-tar.js";
export type { PackagedFile, RpmSpec, ScriptletSection } from "./rpm-spec.js";
export { rpmbuild } from "./rpmbuild.js";
export type {
  OracleTarget,
  TargetMetadata,
  TargetReport,
  TrustedCertificates,
} from "./target-oracle.js";
export {
  runPythonOracle,
  uploadAllToTarget,
  uploadToTarget,
} from "./target-oracle.js";
export { withTempDir } from "./temp-dir.js";
export type {
  AuthorityOptions,
  TimestampAuthority,
} from "./timestamp-authority.js";
export { createTimestampAuthority } from "./timestamp-authority.js";
export {
  oraclesRequired,
  REQUIRE_ORACLES_VARIABLE,
  requireTool,
  toolAvailable,
} from "./tools.js";
export type { VectorSet } from "./vectors.js";
export { vectorExpected, vectorPath } from "./vectors.js";
export { waitUntil } from "./wait-until.js";
