// A metadata.xml: what is read without a finding must survive being written and read again.
import {
  decodeMetadata,
  encodeMetadata,
  FORMAT_ERRORS,
} from "@stx-patch/patch-format";

import { patchMetadata } from "./patch-vectors.mjs";
import { claim, orCoded, sameBytes, words } from "./support.mjs";

async function run(bytes) {
  const { value } = await orCoded(FORMAT_ERRORS, () => decodeMetadata(bytes));
  if (value === undefined || value.findings.length > 0) return;
  const { metadata } = value;
  const written = await orCoded(FORMAT_ERRORS, () => encodeMetadata(metadata));
  if (written.value === undefined) return;
  const again = decodeMetadata(written.value);
  // Not the metadata itself: the writer sorts what the reader leaves in order.
  claim(
    sameBytes(encodeMetadata(again.metadata), written.value),
    "metadata changes when it is written and read again",
  );
}

export const target = {
  maxBytes: 1 << 14,
  run,
  dictionary: words(
    "<patch>",
    "</patch>",
    '<?xml version="1.0" ?>',
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "<![CDATA[",
    "]]>",
    "<!-- ",
    " -->",
    "&amp;",
    "&#x41;",
    "&#0;",
    "<a b='c'/>",
    "<requires><req_patch_id>",
    "<contents><ostree>",
    '<personality type="controller"><package>a.rpm</package></personality>',
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
  ),
  seeds: () => patchMetadata(),
};
