import { describe, expect, it } from "@jest/globals";
import { purlOf, type PurlFacts } from "../src/purl.js";

const FOO: PurlFacts = {
  name: "foo",
  epoch: undefined,
  version: "1.0",
  release: "2.tis",
  arch: "x86_64",
  isSource: false,
  vendor: undefined,
};

describe("the package URL of an RPM", () => {
  it.each<[string, Partial<PurlFacts>, string]>([
    [
      "says for which release it is",
      {},
      "starlingx/foo@1.0-2.tis?arch=x86_64&distro=starlingx-20.06",
    ],
    [
      "has the epoch",
      { epoch: 3 },
      "starlingx/foo@1.0-2.tis?arch=x86_64&distro=starlingx-20.06&epoch=3",
    ],
    [
      "keeps an epoch of 0 that is written down",
      { epoch: 0 },
      "starlingx/foo@1.0-2.tis?arch=x86_64&distro=starlingx-20.06&epoch=0",
    ],
    [
      "has src for a source package",
      { isSource: true },
      "starlingx/foo@1.0-2.tis?arch=src&distro=starlingx-20.06",
    ],
    [
      "escapes what has a meaning in it",
      { name: "libstdc++", version: "1.0^git~a" },
      "starlingx/libstdc%2B%2B@1.0%5Egit~a-2.tis?arch=x86_64&distro=starlingx-20.06",
    ],
    [
      "names a distribution that the vendor tag names",
      { vendor: "CentOS", release: "5.el7" },
      "centos/foo@1.0-5.el7?arch=x86_64&distro=starlingx-20.06",
    ],
    [
      "names nobody but StarlingX for what it built anew",
      { vendor: "CentOS", release: "5.el7.tis.3" },
      "starlingx/foo@1.0-5.el7.tis.3?arch=x86_64&distro=starlingx-20.06",
    ],
    [
      "names StarlingX where the vendor is unknown",
      { vendor: "ACME", release: "1" },
      "starlingx/foo@1.0-1?arch=x86_64&distro=starlingx-20.06",
    ],
  ])("%s", (_, facts, expected) => {
    expect(purlOf({ ...FOO, ...facts }, "20.06")).toBe(`pkg:rpm/${expected}`);
  });
});
