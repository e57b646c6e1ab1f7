import { describeFuzzCorpus } from "@stx-patch/testkit";

await describeFuzzCorpus("tar");
await describeFuzzCorpus("gzip");
