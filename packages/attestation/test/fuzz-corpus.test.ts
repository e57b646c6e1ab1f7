import { describeFuzzCorpus } from "@stx-patch/testkit";

await describeFuzzCorpus("attestation");
await describeFuzzCorpus("timestamp");
