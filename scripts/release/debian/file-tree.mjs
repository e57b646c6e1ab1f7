import {
  chmodSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** The files of a package before they are written, so that sums and sizes can be told first. */
export class FileTree {
  /** @type {Map<string, { content: Buffer, executable: boolean }>} */
  #files = new Map();
  /** @type {Map<string, string>} */
  #links = new Map();

  /** @param {string | Uint8Array} content - compressed with gzip on request, the name grows by `.gz` then */
  add(path, content, { executable = false, compress = false } = {}) {
    const bytes = Buffer.from(content);
    // Node writes neither name nor time into the header, like gzip -n.
    const stored = compress ? gzipSync(bytes, { level: 9 }) : bytes;
    this.#files.set(compress ? `${path}.gz` : path, {
      content: stored,
      executable,
    });
  }

  link(path, to) {
    this.#links.set(path, to);
  }

  /** What is installed, by path; the control files are not. */
  files() {
    return [...this.#files]
      .filter(([path]) => !path.startsWith("DEBIAN/"))
      .map(([path, { content }]) => ({ path, content }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** As Debian counts: each file in whole KiB, one for each link. */
  sizeKib() {
    const kib = this.files().map(({ content }) =>
      Math.ceil(content.length / 1024),
    );
    return kib.reduce((sum, size) => sum + size, this.#links.size);
  }

  /** Writes all of it below an empty folder: modes of Debian's policy whatever the umask is, one time for everything. */
  write(folder, seconds) {
    for (const [path, { content, executable }] of this.#files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
      chmodSync(join(folder, path), executable ? 0o755 : 0o644);
    }
    for (const [path, to] of this.#links) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      symlinkSync(to, join(folder, path));
    }
    for (const entry of readdirSync(folder, {
      recursive: true,
      withFileTypes: true,
    })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) chmodSync(path, 0o755);
      lutimesSync(path, seconds, seconds);
    }
    chmodSync(folder, 0o755);
    utimesSync(folder, seconds, seconds);
  }
}
