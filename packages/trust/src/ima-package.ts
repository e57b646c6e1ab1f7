import type { HashAlgorithm, KeyInfo } from "@stx-patch/core";
import { fromHex } from "@stx-patch/core";
import type { ImaSubject, ImaVerdict, ImaVerifier } from "./ima-signature.js";
import {
  createImaVerifier,
  imaHeaderProblem,
  imaKeyIdIn,
} from "./ima-signature.js";

/** The part of a package's facts that file signatures are about; `RpmInfo` of rpm-parser has it all. */
export interface ImaSignedPackage {
  /** Of all digests in `files`. */
  readonly fileDigestAlgorithm: HashAlgorithm | "ripemd160";
  /** In header order. */
  readonly files: readonly {
    readonly path: string;
    /** Hex; "" for directories, links and other files that have none. */
    readonly digest: string;
    /** Hex of `security.ima`; "" for none. */
    readonly imaSignature: string;
  }[];
}

/** What was found out about one file. */
export interface ImaFileResult<Anchor> {
  readonly path: string;
  readonly state:
    | ImaVerdict["state"]
    /** A file with a digest has no signature. */
    | "missing"
    /** A file without digest has a signature. */
    | "unexpected"
    /** Neither digest nor signature, as it should be. */
    | "nothing-to-sign";
  /** One sentence without a full stop. */
  readonly detail: string;
  /** Whose key verified; only with state `good`. */
  readonly signer: Anchor | undefined;
}

interface Candidate<Anchor> extends ImaVerifier {
  readonly anchor: Anchor;
}

/**
 * Checks the file signatures of a package against everybody they may come from. Says nothing about how the package stores them:
 * for that there is `checkImaLayout` in rpm-parser.
 *
 * @param anchors - whose signatures count: trust anchors, or anything else with a key; the key id in a signature selects
 * @returns one result per file, in the order of `files`
 * @throws TrustError TRUST_MALFORMED or TRUST_KEY_TYPE when an anchor's key is no key
 */
export async function checkImaSignatures<
  Anchor extends { readonly key: KeyInfo },
>(
  subject: ImaSignedPackage,
  anchors: readonly Anchor[],
): Promise<ImaFileResult<Anchor>[]> {
  return (await createImaChecker(anchors))(subject);
}

/**
 * {@link checkImaSignatures} for many packages, or for a package whose files come in pieces: keys are read once.
 *
 * @throws TrustError TRUST_MALFORMED or TRUST_KEY_TYPE when an anchor's key is no key
 */
export async function createImaChecker<
  Anchor extends { readonly key: KeyInfo },
>(
  anchors: readonly Anchor[],
): Promise<(subject: ImaSignedPackage) => ImaFileResult<Anchor>[]> {
  const candidates = await Promise.all(
    anchors.map(async (anchor) => ({
      anchor,
      ...(await createImaVerifier(anchor.key)),
    })),
  );
  return (subject) => checkPackage(subject, candidates);
}

function checkPackage<Anchor>(
  { fileDigestAlgorithm, files }: ImaSignedPackage,
  candidates: readonly Candidate<Anchor>[],
): ImaFileResult<Anchor>[] {
  return files.map(({ path, digest, imaSignature }) => {
    const [signature, digestBytes] = [bytesOf(imaSignature), bytesOf(digest)];
    if (signature?.length === 0)
      return digest === ""
        ? result(path, "nothing-to-sign", "has no digest")
        : result(path, "missing", "has no file signature");
    if (digest === "")
      return result(path, "unexpected", "has a signature, but no digest");
    if (signature === undefined || digestBytes === undefined)
      return result(path, "malformed", "signature or digest is not hex");
    if (fileDigestAlgorithm === "ripemd160")
      return result(
        path,
        "wrong-algorithm",
        "RIPEMD-160 digests are not signed",
      );
    const subject = {
      signature,
      digest: digestBytes,
      algorithm: fileDigestAlgorithm,
    };
    return { path, ...verifyFile(subject, candidates) };
  });
}

function verifyFile<Anchor>(
  subject: ImaSubject,
  candidates: readonly Candidate<Anchor>[],
): Omit<ImaFileResult<Anchor>, "path"> {
  const problem = imaHeaderProblem(subject);
  if (problem !== undefined) return { ...problem, signer: undefined };
  const maker = imaKeyIdIn(subject.signature);
  let failure: ImaVerdict = {
    state: "wrong-key",
    detail: `made by key ${maker}, which is not among those given`,
  };
  // Four bytes of key id can be forged to collide: whoever verifies is the signer, not whoever is found first.
  for (const candidate of candidates) {
    if (candidate.keyId !== maker) continue;
    const verdict = candidate.verify(subject);
    if (verdict.state === "good")
      return { ...verdict, signer: candidate.anchor };
    failure = verdict;
  }
  return { ...failure, signer: undefined };
}

function bytesOf(hex: string): Uint8Array | undefined {
  try {
    return fromHex(hex);
  } catch {
    return undefined;
  }
}

function result(
  path: string,
  state: ImaFileResult<never>["state"],
  detail: string,
): ImaFileResult<never> {
  return { path, state, detail, signer: undefined };
}
