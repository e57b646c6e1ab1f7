/** The parts of forge that PSS needs, without its TLS, PKCS #12 and the rest: a tenth of the loading time. Its published types have `any` here. */
declare module "node-forge/lib/sha256.js" {
  import type forge from "node-forge";

  const sha256: typeof forge.md.sha256;
  export default sha256;
}

declare module "node-forge/lib/util.js" {
  import type forge from "node-forge";

  const util: typeof forge.util;
  export default util;
}

declare module "node-forge/lib/mgf1.js" {
  import type forge from "node-forge";

  const mgf1: { create(md: forge.md.MessageDigest): mgf1.MaskGenerator };
  namespace mgf1 {
    interface MaskGenerator {
      generate(seed: string, length: number): string;
    }
  }
  export default mgf1;
}

declare module "node-forge/lib/pss.js" {
  import type forge from "node-forge";
  import type mgf1 from "node-forge/lib/mgf1.js";

  const pss: {
    create(options: {
      readonly md: forge.md.MessageDigest;
      readonly mgf: mgf1.MaskGenerator;
      readonly saltLength: number;
      readonly salt?: forge.util.ByteStringBuffer;
    }): pss.Scheme;
  };
  namespace pss {
    interface Scheme {
      encode(finished: forge.md.MessageDigest, modulusBits: number): string;
      verify(digest: string, encoded: string, modulusBits: number): boolean;
    }
  }
  export default pss;
}
