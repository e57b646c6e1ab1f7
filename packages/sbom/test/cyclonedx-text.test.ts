import { describe, expect, it } from "@jest/globals";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { CGCS, contentsOf, EPOCH, rpmVector, sbomTextOf } from "./contents.js";

const VECTORS = [
  "unsigned/4.11/kernel-rt-3.10.0-957.12.2.rt56.929.tis.5.x86_64.rpm",
  "unsigned/4.11/oldfilenames-1-1.noarch.rpm",
  "unsigned/4.18/caret-1.0^git20190101-1.noarch.rpm",
  "unsigned/4.18/dependencies-1-1.noarch.rpm",
  "unsigned/4.18/filedigest-md5-1-1.noarch.rpm",
  "unsigned/4.18/filedigest-sha1-1-1.noarch.rpm",
  "unsigned/4.18/filedigest-sha224-1-1.noarch.rpm",
  "unsigned/4.18/filedigest-sha512-1-1.noarch.rpm",
  "unsigned/4.18/nofiles-1-1.noarch.rpm",
  "unsigned/4.18/onlydirs-1-1.noarch.rpm",
  "unsigned/4.18/srcpkg-1-1.src.rpm",
  "unsigned/4.18/unicode-1-1.noarch.rpm",
  "unsigned/6.0/filedigest-v6-1-1.noarch.rpm",
].map((path) => rpmVector(path));

/** The parts of a CycloneDX document that tests look at. */
interface Bom {
  readonly specVersion: string;
  readonly $schema: string;
  readonly serialNumber: string;
  readonly metadata: {
    readonly timestamp: string;
    readonly component: Component;
    readonly supplier?: { readonly name: string };
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly {
    readonly ref: string;
    readonly dependsOn?: readonly string[];
  }[];
}

interface Component {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly {
    readonly alg: string;
    readonly content: string;
  }[];
  readonly licenses?: readonly unknown[];
  readonly properties?: readonly {
    readonly name: string;
    readonly value: string;
  }[];
  readonly components?: readonly Component[];
}

const parse = (text: string): Bom => JSON.parse(text) as Bom;

describe("the CycloneDX document of a patch", () => {
  it.each([Version.v1dot6, Version.v1dot7])(
    "is valid by the official schema of version %s, whatever RPMs it lists",
    async (version) => {
      const contents = await contentsOf({ rpms: [CGCS, EPOCH, ...VECTORS] });
      const bom = parse(
        sbomTextOf("cyclonedx", contents, {
          toolVersion: "1.2.3",
          supplier: "ACME",
        }),
      );
      // Nothing in it changed its meaning with 1.7.
      const text = JSON.stringify({
        ...bom,
        specVersion: version,
        $schema: bom.$schema.replace("1.6", version),
      });
      expect(await new JsonStrictValidator(version).validate(text)).toBeNull();
    },
  );

  it("is about the patch: id, release, digest of the file, its own time", async () => {
    const contents = await contentsOf();
    const { metadata, serialNumber } = parse(sbomTextOf("cyclonedx", contents));
    expect(metadata).toMatchObject({
      timestamp: "2020-06-01T00:00:00.000Z",
      component: {
        name: "CRAFT_0001",
        version: "20.06",
        description: "Fixes the audit",
        hashes: [{ alg: "SHA-256", content: contents.sha256 }],
      },
    });
    expect(serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("lists RPMs with package URL, digest, licence, node types and files", async () => {
    const contents = await contentsOf({ rpms: [CGCS] });
    const [rpm] = parse(sbomTextOf("cyclonedx", contents)).components;
    expect(rpm).toMatchObject({
      type: "library",
      name: "cgcs-patch",
      version: "1.0-31.tis",
      purl: "pkg:rpm/starlingx/cgcs-patch@1.0-31.tis?arch=x86_64&distro=starlingx-20.06",
      hashes: [{ alg: "SHA-256", content: contents.rpms[0]?.sha256 }],
    });
    expect(rpm?.properties).toContainEqual({
      name: "stx-patch:rpm:personality",
      value: "controller",
    });
    expect(rpm?.licenses).toHaveLength(1);
    expect(rpm?.components?.length).toBeGreaterThan(0);
    for (const { type, hashes } of rpm?.components ?? []) {
      expect(type).toBe("file");
      expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("gives the epoch in version and package URL", async () => {
    const contents = await contentsOf({ rpms: [EPOCH] });
    const [rpm] = parse(sbomTextOf("cyclonedx", contents)).components;
    expect(rpm?.version).toMatch(/^\d+:2\.0-1$/);
    expect(rpm?.purl).toMatch(/[?&]epoch=\d+/);
  });

  it("leaves out files where the format has no name for their digest", async () => {
    const rpms = [rpmVector("unsigned/4.18/filedigest-sha224-1-1.noarch.rpm")];
    const [rpm] = parse(
      sbomTextOf("cyclonedx", await contentsOf({ rpms })),
    ).components;
    expect(rpm?.components).toBeUndefined();
    expect(rpm?.properties).toContainEqual({
      name: "stx-patch:rpm:fileDigestAlgorithm",
      value: "sha224",
    });
  });

  it("names the supplier that it is told", async () => {
    const { metadata } = parse(
      sbomTextOf("cyclonedx", await contentsOf(), {
        toolVersion: "1",
        supplier: "ACME",
      }),
    );
    expect(metadata.supplier).toEqual({ name: "ACME" });
  });

  it("tells what requires what among the RPMs of the patch", async () => {
    const controller = rpmVector(
      "unsigned/4.18/cgcs-patch-controller-1.0-31.tis.x86_64.rpm",
    );
    const contents = await contentsOf({ rpms: [CGCS, controller] });
    const { dependencies } = parse(sbomTextOf("cyclonedx", contents));
    expect(dependencies).toContainEqual({
      ref: "CRAFT_0001.patch",
      dependsOn: [CGCS.name, controller.name],
    });
  });
});

describe.each(["cyclonedx", "spdx"] as const)("a %s document", (format) => {
  it("has the same bytes each time it is made", async () => {
    const rpms = [CGCS, EPOCH];
    const once = sbomTextOf(format, await contentsOf({ rpms }));
    const again = sbomTextOf(format, await contentsOf({ rpms }));
    expect(again).toBe(once);
  });
});
