import type { OptionSpec } from "../../command-line/option.js";

/** Whose signature is to come, besides the trust anchors of the surroundings. */
export const ACCEPTED_KEY_OPTION: OptionSpec = {
  name: "cert",
  kind: "list",
  placeholder: "[ROLE=]FILE",
  describe:
    "certificate or public key of the signer; default: the trust anchors of the role",
  group: "Signing",
};
