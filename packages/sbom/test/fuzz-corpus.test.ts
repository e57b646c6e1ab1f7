import { describeFuzzCorpus } from "@stx-patch/testkit";

await describeFuzzCorpus("sbom");
