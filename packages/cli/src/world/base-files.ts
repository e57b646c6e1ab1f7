import { createFileHeads } from "@stx-patch/node-io";
import type { BaseFiles } from "@stx-patch/patch-verify";
import { packageKey } from "@stx-patch/repodata";
import { readRpmHeadersSync, rpmFileBatches } from "@stx-patch/rpm-parser";

/** An RPM of a load. */
export interface BaseRpm {
  /** Absolute. */
  readonly path: string;
  readonly nevra: string;
}

/** Finds the files of a load's packages in its RPMs; headers are read when they are asked for, and not kept. */
export function baseFilesFrom(rpms: ReadonlyMap<string, BaseRpm>): BaseFiles {
  const heads = createFileHeads();
  return {
    useFiles: async (name, arch, use) => {
      const rpm = rpms.get(packageKey({ name, arch }));
      if (rpm === undefined) return;
      const { path, nevra } = rpm;
      await heads.use(path, (read) => {
        const headers = readRpmHeadersSync(read, { name: path });
        use({ nevra, batches: rpmFileBatches(headers) });
        return Promise.resolve();
      });
    },
  };
}
