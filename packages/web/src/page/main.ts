import { workerUrl } from "./built-in.js";
import { byId, fill } from "./dom.js";
import { acceptDrops } from "./drop.js";
import { OptionsPanel } from "./options-panel.js";
import { Queue } from "./queue.js";
import { TrustPanel } from "./trust-panel.js";
import { WorkerClient } from "./worker-client.js";

const url = workerUrl();
const again = byId("again", HTMLButtonElement);
const clear = byId("clear", HTMLButtonElement);
const announcement = byId("announcement", HTMLElement);

const announce = (text: string): void => {
  fill(announcement, text);
};

const trust = new TrustPanel({
  // A worker of its own: certificates can be added while a large patch runs.
  client: new WorkerClient(url),
  announce,
  onChange: () => {
    again.hidden = !queue.hasStarted;
  },
});

const options = new OptionsPanel(() => {
  again.hidden = !queue.hasStarted;
});

const queue = new Queue({
  list: byId("jobs", HTMLElement),
  context: { client: new WorkerClient(url), announce },
  // Certificates that came in together with a patch count for it.
  settings: async () => ({
    ...(await trust.settings()),
    ...options.settings(),
  }),
  onChange: () => {
    byId("empty", HTMLElement).hidden = queue.size > 0;
    clear.hidden = queue.size === 0;
    if (!queue.hasStarted) again.hidden = true;
  },
});

again.addEventListener("click", () => {
  again.hidden = true;
  queue.again();
});
clear.addEventListener("click", () => {
  queue.clear();
});

onFiles("patches", (files) => {
  queue.add(files);
});
onFiles("certificates", (files) => {
  trust.addFiles(files);
});
acceptDrops({
  trustArea: byId("trust", HTMLElement),
  onPatches: (files) => {
    queue.add(files);
  },
  onCertificates: (files) => {
    trust.addFiles(files);
  },
});

/** Hands over what is chosen, and empties the field so that the same file can be chosen again. */
function onFiles(id: string, use: (files: File[]) => void): void {
  const input = byId(id, HTMLInputElement);
  input.addEventListener("change", () => {
    use([...(input.files ?? [])]);
    input.value = "";
  });
}
