import type { CodedError, CodedProblem } from "@stx-patch/core";
import type {
  MetadataPlaces,
  PatchMetadata,
  SealResult,
} from "@stx-patch/patch-format";
import type { RepoPackage } from "@stx-patch/repodata";
import type { RpmDigestReport, RpmInfo, RpmFile } from "@stx-patch/rpm-parser";
import type { RpmImpact } from "./impact/rpm-impact.js";

/** A member of the outer archive. */
export interface MemberView {
  readonly name: string;
  readonly sizeBytes: number;
  /** Of its tar header in the decompressed patch. */
  readonly offset: number;
}

/** What is kept of an RPM's headers once it has been read. */
export type RpmIdentity = Pick<
  RpmInfo,
  "name" | "version" | "release" | "arch" | "nevra" | "isSource" | "imaLayout"
>;

/** One RPM as found in software.tar. */
export interface RpmView {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Of its tar header in software.tar. */
  readonly offset: number;
  /** Undefined when the file could not be read as an RPM: then `problem` says why. */
  readonly info: RpmIdentity | undefined;
  readonly fileCount: number;
  /** Files that carry a signature. */
  readonly signedFileCount: number;
  /** The packaged files, when they were asked for: those of all RPMs together can be millions. */
  readonly fileList: readonly RpmFile[] | undefined;
  readonly digests: RpmDigestReport | undefined;
  /** What installing it does. */
  readonly impact: RpmImpact | undefined;
  /** What it provides and needs, when that was asked for and is not too much to keep. */
  readonly package: RepoPackage | undefined;
  readonly problem: CodedError | undefined;
  /** Faults of the way its file signatures are stored. */
  readonly imaProblems: readonly CodedProblem[];
}

/** One entry of semantics.tar. */
export interface ScriptView {
  readonly name: string;
  readonly sizeBytes: number;
  /** Of its tar header in semantics.tar. */
  readonly offset: number;
  readonly mode: number;
  /** Starts with `#!`. */
  readonly hasInterpreter: boolean;
}

/** Everything one pass over a patch brings to light; the checks work on this alone. */
export interface PatchView {
  readonly members: readonly MemberView[];
  readonly metadata: PatchMetadata | undefined;
  /** Where it stands in metadata.xml. */
  readonly metadataPlaces: MetadataPlaces | undefined;
  /** Undefined when software.tar is missing. */
  readonly rpms: readonly RpmView[] | undefined;
  /** Undefined when there is no semantics.tar. */
  readonly scripts: readonly ScriptView[] | undefined;
  /** Content of the member `signature`. */
  readonly checksum: Uint8Array | undefined;
  /** Content of the member `signature.v2`. */
  readonly signature: Uint8Array | undefined;
  /** Undefined when the signed members were not all read completely and in order. */
  readonly seal: SealResult | undefined;
  /** Why reading ended early, when it did. */
  readonly stopped: string | undefined;
}
