import {
  ByteReader,
  isCodedError,
  toHex,
  type HashAlgorithm,
  type HashFactory,
  type Hasher,
} from "@stx-patch/core";
import { RepoError } from "./error.js";
import { DEFAULT_REPO_LIMITS, type RepoLimits } from "./limits.js";
import { readPrimary } from "./primary.js";
import type { RepoPackage } from "./repo-package.js";
import { readRepomd, type RepoFile } from "./repomd.js";

/** Unpacks a stream; throws when it is damaged. */
export type Decompress = (
  source: AsyncIterable<Uint8Array>,
) => AsyncIterable<Uint8Array>;

/** What reading a repository needs from outside. */
export interface RepositoryAccess {
  /** Reads a file below the repository, such as `repodata/repomd.xml`. */
  readonly open: (path: string) => AsyncIterable<Uint8Array>;
  /** The decompressor for `gzip`, `zstd`, ..., or undefined when there is none. */
  readonly decompressor: (format: string) => Decompress | undefined;
  readonly hash: HashFactory;
  readonly limits?: RepoLimits | undefined;
}

/** Where a repository says what it consists of. */
export const REPOMD_PATH = "repodata/repomd.xml";

/** Formats by the end of a file's name. */
const COMPRESSIONS: readonly (readonly [ending: string, format: string])[] = [
  [".gz", "gzip"],
  [".zst", "zstd"],
  [".xz", "xz"],
  [".bz2", "bzip2"],
  [".zck", "zchunk"],
];

/** Digests as createrepo calls them. */
const ALGORITHMS: Readonly<Record<string, HashAlgorithm>> = {
  sha: "sha1",
  sha1: "sha1",
  sha224: "sha224",
  sha256: "sha256",
  sha384: "sha384",
  sha512: "sha512",
};

/**
 * Reads which binary packages a repository has. The list of packages has to have the digest that repomd.xml names.
 *
 * @throws RepoError; errors of `open` pass through
 */
export async function readRepository(
  access: RepositoryAccess,
): Promise<RepoPackage[]> {
  const limits = access.limits ?? DEFAULT_REPO_LIMITS;
  const files = await readRepomd(
    bounded(access.open(REPOMD_PATH), limits.maxRepomdBytes, "repomd.xml"),
  );
  const primary = files.find(({ type }) => type === "primary");
  if (primary === undefined)
    throw new RepoError("REPO_PRIMARY_MISSING", "repomd.xml names no primary", {
      location: { file: REPOMD_PATH },
    });
  const stored = hashed(access.open(primary.href), primary, access.hash);
  const limit = Math.min(
    limits.maxPrimaryBytes,
    primary.openSizeBytes ?? limits.maxPrimaryBytes,
  );
  try {
    const content = unpacked(stored.bytes, primary, access);
    const packages = await readPrimary(
      bounded(content, limit, primary.href),
      limits,
    );
    await stored.check();
    return packages;
  } finally {
    await stored.close();
  }
}

function unpacked(
  source: AsyncIterable<Uint8Array>,
  { href }: RepoFile,
  { decompressor }: RepositoryAccess,
): AsyncIterable<Uint8Array> {
  const format = COMPRESSIONS.find(([ending]) => href.endsWith(ending))?.[1];
  if (format === undefined) return source;
  const decompress = decompressor(format);
  if (decompress === undefined)
    throw new RepoError(
      "REPO_COMPRESSION_UNKNOWN",
      `${href}: ${format} cannot be unpacked here`,
      { location: { file: href } },
    );
  return guarded(decompress(source), href);
}

/** Gives a decompressor's own errors a code. */
async function* guarded(
  content: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (cause) {
    if (isCodedError(cause)) throw cause;
    throw new RepoError(
      "REPO_COMPRESSED_DAMAGED",
      `${file}: cut short or damaged`,
      { location: { file }, cause },
    );
  }
}

async function* bounded(
  content: AsyncIterable<Uint8Array>,
  limit: number,
  file: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of content) {
    length += chunk.length;
    if (length > limit)
      throw new RepoError(
        "REPO_TOO_LARGE",
        `${file}: more than ${limit} bytes`,
        {
          location: { file },
        },
      );
    yield chunk;
  }
}

interface HashedFile {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Reads on to the end and compares. @throws RepoError REPO_CHECKSUM_MISMATCH */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Puts bytes into their digest as they pass; a decompressor that stops early leaves the rest to `check`. */
function hashed(
  source: AsyncIterable<Uint8Array>,
  { href, checksum }: RepoFile,
  hash: HashFactory,
): HashedFile {
  const algorithm =
    checksum === undefined ? undefined : ALGORITHMS[checksum.algorithm];
  const hasher = algorithm === undefined ? undefined : hash(algorithm);
  if (checksum === undefined || hasher === undefined)
    throw new RepoError(
      "REPO_STRUCTURE",
      `repomd.xml names no digest of ${href} that is known here`,
      { location: { file: REPOMD_PATH } },
    );
  const reader = new ByteReader(update(source, hasher));
  return {
    bytes: reader.rest(),
    close: () => reader.close(),
    check: async () => {
      while ((await reader.readSome(DRAIN_BYTES)) !== undefined);
      if (toHex(await hasher.digest()) !== checksum.hex)
        throw new RepoError(
          "REPO_CHECKSUM_MISMATCH",
          `${href}: its ${checksum.algorithm} is not the one in repomd.xml`,
          { location: { file: href } },
        );
    },
  };
}

const DRAIN_BYTES = 1 << 20;

async function* update(
  source: AsyncIterable<Uint8Array>,
  hasher: Hasher,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    await hasher.update(chunk);
    yield chunk;
  }
}
