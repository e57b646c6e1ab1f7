import { createFileHeads } from "@stx-patch/node-io";
import type { BaseFiles } from "@stx-patch/patch-verify";
import { packageKey } from "@stx-patch/repodata";
import { describeRpm, readRpmHeadersSync } from "@stx-patch/rpm-parser";

/** Finds the files of a load's packages in its RPMs; headers are read when they are asked for, and not kept. */
export function baseFilesFrom(rpms: ReadonlyMap<string, string>): BaseFiles {
  const heads = createFileHeads();
  return {
    filesOf: async (name, arch) => {
      const path = rpms.get(packageKey({ name, arch }));
      if (path === undefined) return undefined;
      return heads.use(path, (read) => {
        const info = describeRpm(readRpmHeadersSync(read, { name: path }));
        return Promise.resolve({ nevra: info.nevra, files: info.files });
      });
    },
  };
}
