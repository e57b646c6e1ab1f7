import { sizeText } from "@stx-patch/core";
import { element, fill } from "./dom.js";

/** How far a file is: a bar, bytes, rate and what is left. */
export interface ProgressView {
  readonly view: HTMLElement;
  readonly advance: (doneBytes: number) => void;
}

/** Progress of reading one file; its clock starts now. */
export function createProgress(file: File): ProgressView {
  const started = performance.now();
  const bar = element("progress", {
    max: String(Math.max(1, file.size)),
    value: "0",
    "aria-label": `progress of ${file.name}`,
  });
  const text = element("p", { class: "hint" }, "reading");
  return {
    view: element("div", { class: "progress" }, bar, text),
    advance: (doneBytes) => {
      bar.value = doneBytes;
      fill(
        text,
        progressText(doneBytes, file.size, performance.now() - started),
      );
    },
  };
}

/** `12 %, 1.2 of 10.0 MiB, 30.1 MiB/s, 4 s left`. */
export function progressText(
  doneBytes: number,
  totalBytes: number,
  elapsedMs: number,
): string {
  const percent = Math.min(100, Math.floor((100 * doneBytes) / totalBytes));
  const bytesPerSecond = (1000 * doneBytes) / Math.max(1, elapsedMs);
  const left = Math.ceil(
    (totalBytes - doneBytes) / Math.max(1, bytesPerSecond),
  );
  return [
    `${percent} %`,
    `${sizeText(doneBytes)} of ${sizeText(totalBytes)}`,
    `${sizeText(Math.round(bytesPerSecond))}/s`,
    `${left} s left`,
  ].join(", ");
}
