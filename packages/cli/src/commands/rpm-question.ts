import { nativeHash, type ReadNow } from "@stx-patch/node-io";
import {
  assertHeaderDigests,
  dependencyText,
  describeRpm,
  formatRpm,
  type QueriedRpm,
  readRpmHeadersSync,
  type RpmHeaders,
  type RpmInfo,
} from "@stx-patch/rpm-parser";
import type { ParsedLine } from "../command-line/parse.js";
import { safeText } from "../render/text.js";

const LISTS = ["requires", "provides"] as const;

/** True when the headers alone have the answer, as for `rpm -qp`: `--qf`, `--requires`, `--provides`, and no `--json`. */
export function isHeaderQuestion(line: ParsedLine): boolean {
  const asks =
    line.text("qf") !== undefined || LISTS.some((name) => line.flag(name));
  return asks && !line.flag("json");
}

/** What was asked about one package, as rpm prints it. */
export function answerTo(line: ParsedLine, rpm: QueriedRpm): string {
  const format = line.text("qf");
  if (format !== undefined) return formatRpm(rpm, format);
  return LISTS.filter((name) => line.flag(name))
    .flatMap((name) => rpm.info[name])
    .map((dependency) => `${safeText(dependencyText(dependency))}\n`)
    .join("");
}

/**
 * Reads a package's headers and holds them against their digests.
 *
 * @returns views into what `read` gave
 * @throws RpmError
 */
export async function readHeaders(
  read: ReadNow,
  name: string,
): Promise<QueriedRpm> {
  const headers = readRpmHeadersSync(read, { name });
  await assertHeaderDigests(headers, nativeHash);
  return new LazyRpm(headers);
}

/** Describes the package when somebody asks: a query of names does not need its file list. */
class LazyRpm implements QueriedRpm {
  readonly headers: RpmHeaders;
  #info: RpmInfo | undefined;

  constructor(headers: RpmHeaders) {
    this.headers = headers;
  }

  get info(): RpmInfo {
    return (this.#info ??= describeRpm(this.headers));
  }
}
