/** Repository documents for tests. */

/** A list of packages with these elements inside of it. */
export function primaryXml(...packages: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="${packages.length}">
${packages.join("\n")}
</metadata>
`;
}

/** A package as createrepo writes it, with parts that a test bends. */
export function packageXml(
  override: {
    readonly name?: string;
    readonly arch?: string;
    readonly version?: string;
    readonly location?: string;
    readonly format?: string;
  } = {},
): string {
  return `<package type="rpm">
  <name>${override.name ?? "foo"}</name>
  <arch>${override.arch ?? "noarch"}</arch>
  ${override.version ?? '<version epoch="0" ver="1.0" rel="2"/>'}
  <summary>Foo</summary>
  <location href="${override.location ?? "Packages/foo-1.0-2.noarch.rpm"}"/>
  <format>
    <rpm:license>Apache-2.0</rpm:license>
    ${override.format ?? ""}
  </format>
</package>`;
}

/** A repomd.xml with these elements inside of it. */
export function repomdXml(...data: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>
${data.join("\n")}
</repomd>
`;
}

/** A text as a stream, in pieces of so many bytes. */
export async function* streamOf(
  text: string | Uint8Array,
  pieceBytes = 7,
): AsyncGenerator<Uint8Array> {
  const bytes =
    typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += pieceBytes)
    yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
}
