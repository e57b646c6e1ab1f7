// Lists what patches put onto the hosts of a node type, as CSV.
// usage: node inventory.js PERSONALITY CERTIFICATE PATCH...
import { queryPatch } from "stx-patch";

const [personality = "", certificate = "", ...patches] = process.argv.slice(2);

console.log("patch,package,bytes");
for (const patch of patches) {
  const { metadata, rpms } = await queryPatch(patch, {
    trust: [`dev=${certificate}`],
  });
  for (const { nevra, sizeBytes, personalities } of rpms)
    if (personalities.includes(personality))
      console.log([metadata.id, nevra, sizeBytes].join());
}
