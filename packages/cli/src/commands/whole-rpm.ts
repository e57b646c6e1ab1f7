import { resolve } from "node:path";
import {
  nativeDecompressor,
  nativeHash,
  openFileSource,
} from "@stx-patch/node-io";
import {
  checkImaLayout,
  createDigestChecker,
  describeRpm,
  readRpmHeadersSync,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";
import type { QueriedFile } from "../render/rpm.js";

/** An RPM file that was read to its end. */
export interface WholeRpm extends QueriedFile {
  readonly headers: RpmHeaders;
}

/** How to read it. */
export interface ReadWholeRpmOptions {
  /** Whether the digests of the unpacked payload are checked, too. */
  readonly unpack: boolean;
  /** Told of every byte of payload that was read. */
  readonly advance?: (bytes: number) => void;
}

/**
 * Reads an RPM file to its end and checks its digests.
 *
 * @throws RpmError, IoError
 */
export async function readWholeRpm(
  path: string,
  cwd: string,
  { unpack, advance = () => undefined }: ReadWholeRpmOptions,
): Promise<WholeRpm> {
  const source = await openFileSource(resolve(cwd, path));
  try {
    const headers = readRpmHeadersSync(source.readNow.bind(source), {
      name: path,
    });
    const info = describeRpm(headers);
    const checker = await createDigestChecker(headers, nativeHash, {
      decompress: unpack ? nativeDecompressor : undefined,
    });
    for await (const chunk of source.open({ start: headers.payloadOffset })) {
      await checker.update(chunk);
      advance(chunk.length);
    }
    const imaProblems = checkImaLayout(headers).map(({ message }) => message);
    const digests = await checker.finish();
    return { path, headers, info, imaProblems, digests, unpacked: unpack };
  } finally {
    await source.close();
  }
}
