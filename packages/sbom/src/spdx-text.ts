import type { PatchContents } from "./contents.js";
import { DIGEST_NAMES } from "./digest-names.js";
import type { SbomOptions } from "./options.js";
import { fileHashOf, packagedFiles } from "./packaged-files.js";
import {
  relationship,
  rpmRef,
  spdxDocumentOf,
  type SpdxObject,
} from "./spdx-model.js";

/**
 * A patch as SPDX 2.3 in JSON. Files stand in a list of their own and are related to their packages in another, so the file lists are read
 * twice instead of being kept.
 *
 * A file is "expanded from" its RPM, not "contained" in it: the RPM was not unpacked, and a package that says so (`filesAnalyzed`) must
 * not contain files (SPDX 2.3 clause 7.8). It has the digests that the RPM has, which need not be the SHA-1 of clause 8.4.
 */
export function* spdxText(
  contents: PatchContents,
  options: SbomOptions,
): Generator<string> {
  const { head, packages, licences, relationships } = spdxDocumentOf(
    contents,
    options,
  );
  yield JSON.stringify(head, null, 2).slice(0, -2);
  yield* listText("packages", packages);
  yield* listText("hasExtractedLicensingInfos", licences);
  yield* listText("files", files(contents));
  yield* listText("relationships", allRelationships(relationships, contents));
  yield "\n}\n";
}

function* listText(
  name: string,
  list: Iterable<SpdxObject>,
): Generator<string> {
  let separator = `,\n  "${name}": [\n`;
  for (const object of list) {
    yield `${separator}${JSON.stringify(object)}`;
    separator = ",\n";
  }
  if (separator === ",\n") yield "\n  ]";
}

/** A packaged file with its identifier. */
interface ListedFile {
  readonly id: string;
  /** Identifier of its RPM. */
  readonly rpm: string;
  readonly path: string;
  readonly checksum: SpdxObject;
}

/** The files of all RPMs; of an RPM whose digests have no name in the format, none. */
function* listedFiles({ rpms }: PatchContents): Generator<ListedFile> {
  for (const [place, { headers }] of rpms.entries()) {
    const algorithm = DIGEST_NAMES[fileHashOf(headers)].spdx;
    if (algorithm === undefined) continue;
    let number = 0;
    for (const { path, digest } of packagedFiles(headers)) {
      number += 1;
      yield {
        id: `SPDXRef-File-${place + 1}-${number}`,
        rpm: rpmRef(place),
        path,
        checksum: { algorithm, checksumValue: digest },
      };
    }
  }
}

function* files(contents: PatchContents): Generator<SpdxObject> {
  for (const { id, path, checksum } of listedFiles(contents))
    yield {
      SPDXID: id,
      fileName: spdxFileName(path),
      checksums: [checksum],
    };
}

function* allRelationships(
  others: readonly SpdxObject[],
  contents: PatchContents,
): Generator<SpdxObject> {
  yield* others;
  for (const { id, rpm } of listedFiles(contents))
    yield relationship(id, "EXPANDED_FROM_ARCHIVE", rpm);
}

/** Relative to the root of the package (SPDX 2.3 clause 8.1). */
function spdxFileName(path: string): string {
  return path.startsWith("/") ? `.${path}` : `./${path}`;
}
