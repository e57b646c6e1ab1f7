import { isCodedError } from "@stx-patch/core";
import { anchorsFrom } from "@stx-patch/trust";
import { WebError } from "../error.js";
import { meaningsOf } from "../meanings.js";
import { nobleHash } from "../noble-hash.js";
import type { Answer, Request } from "../protocol.js";
import type { WorkerScope } from "./scope.js";
import { threadedHash } from "./threaded-hash.js";
import { verifyFile } from "./verify-file.js";

const PROGRESS_INTERVAL_MS = 100;

/** Answers the page's requests. */
export function serveRequests(scope: WorkerScope): void {
  const send = (answer: Answer): void => {
    scope.postMessage(answer);
  };
  scope.onmessage = ({ data }) => {
    answerTo(data as Request, send).then(send, (error: unknown) => {
      send({ kind: "problem", problem: problemOf(error) });
    });
  };
}

async function answerTo(
  request: Request,
  send: (answer: Answer) => void,
): Promise<Answer> {
  if (request.kind === "read-anchors") {
    const { bytes, role, source } = request;
    return { kind: "anchors", anchors: anchorsFrom(bytes, { role, source }) };
  }
  const { file, settings, hashLinks } = request;
  const report = await verifyFile(file, settings, {
    hash: hashLinks.length === 0 ? nobleHash : threadedHash(hashLinks),
    now: new Date(),
    onProgress: throttled((doneBytes) => {
      send({ kind: "progress", doneBytes });
    }),
  });
  const meanings = meaningsOf(report.findings.map(({ code }) => code));
  return { kind: "report", report, meanings };
}

function throttled(
  onProgress: (doneBytes: number) => void,
): (doneBytes: number) => void {
  let shownAt = performance.now();
  return (doneBytes) => {
    const now = performance.now();
    if (now - shownAt < PROGRESS_INTERVAL_MS) return;
    shownAt = now;
    onProgress(doneBytes);
  };
}

function problemOf(
  error: unknown,
): Extract<Answer, { kind: "problem" }>["problem"] {
  const { code, message, remedy, location } = isCodedError(error)
    ? error
    : new WebError(
        "WEB_INTERNAL",
        error instanceof Error ? error.message : String(error),
      );
  return { code, message, remedy, location };
}
