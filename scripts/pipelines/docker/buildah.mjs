import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { run, runOk } from "../run.mjs";

const BASE = fileURLToPath(new URL("base-image.sh", import.meta.url));

/** Builds images and runs commands in them, without an engine, a network, or a place outside of one directory. */
export class Buildah {
  #store;

  /** @param {string} directory - where images and containers lie */
  constructor(directory) {
    this.#store = [
      ...["--storage-driver", "vfs"],
      ...["--root", join(directory, "storage")],
      ...["--runroot", join(directory, "run")],
    ];
    this.directory = directory;
  }

  /** Makes an image of this machine's Node. @returns {string} its name with digest */
  makeBase() {
    const root = join(this.directory, "base");
    runOk(BASE, [root]);
    const container = this.#ok("from", "scratch");
    this.#ok("add", "--quiet", container, root, "/");
    this.#ok("config", "--env", "PATH=/usr/local/bin:/usr/bin", container);
    this.#ok("commit", "--quiet", container, "localhost/node");
    const format = ["--digests", "--format", "{{.Digest}}"];
    return `localhost/node@${this.#ok("images", ...format, "localhost/node")}`;
  }

  /** @returns {{ status: number, stdout: string, stderr: string }} */
  build(context, name, ...options) {
    return this.#alone(
      ...["bud", "--isolation", "chroot", "--tag", name],
      ...options,
      context,
    );
  }

  /** Runs the image's command, or another one, as the image's user. */
  run(image, command, { mount, env } = {}) {
    const container = this.#ok("from", image);
    const settings = Object.entries(env ?? {}).map(
      ([variable, value]) => `--env=${variable}=${value}`,
    );
    return this.#alone(
      ...["run", "--isolation", "chroot", ...settings],
      ...(mount === undefined ? [] : ["--volume", `${mount}:/work`]),
      ...[container, "--", ...command],
    );
  }

  /** The image's settings. */
  configOf(image) {
    return JSON.parse(this.#ok("inspect", "--type", "image", image)).OCIv1
      .config;
  }

  #ok(...args) {
    return runOk("buildah", [...this.#store, ...args]).trim();
  }

  /** In a network of its own, which has nobody else in it. */
  #alone(...args) {
    return run("unshare", ["--net", "buildah", ...this.#store, ...args]);
  }
}
