import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll } from "@jest/globals";
import { runOk } from "@stx-patch/testkit";
import { chromium, type Browser, type Page } from "playwright-core";

const BUILD = fileURLToPath(
  new URL("../../../../scripts/build-web.mjs", import.meta.url),
);

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
];

/** How often a page is asked whether it is done: asked at each frame, as is the default, it computes for the question alone. */
const POLL_MS = 50;

/** What the page shows of one file. */
export interface ShownResult {
  readonly file: string;
  /** Verdict, `failed` or `cancelled`. */
  readonly state: string;
  /** Codes of the findings, sorted. */
  readonly codes: readonly string[];
  /** `passed`, `failed` or `not-run` of each check. */
  readonly checks: Readonly<Record<string, string>>;
}

/** A page in a real browser, and everything it asked for or complained about. */
export interface OpenPage {
  readonly page: Page;
  /** Addresses asked for, the page's own left out. */
  readonly requests: string[];
  /** Uncaught errors and messages of the console. */
  readonly complaints: string[];
}

/** One browser and one build for all tests of a file. */
let shared: Promise<{ browser: Browser; url: string }> | undefined;
const cleanUp: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const step of cleanUp) await step();
});

async function start(): Promise<{ browser: Browser; url: string }> {
  const folder = await mkdtemp(join(tmpdir(), "stx-patch-test-"));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "verify.html");
  await runOk(process.execPath, [BUILD, file]);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ARGUMENTS,
  });
  cleanUp.unshift(() => browser.close());
  return { browser, url: pathToFileURL(file).href };
}

/** Opens the page from disk as a user would, in a profile of its own, and closes it afterwards. */
export async function withPage<T>(
  use: (open: OpenPage) => Promise<T>,
): Promise<T> {
  const { browser, url } = await (shared ??= start());
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const open: OpenPage = { page, requests: [], complaints: [] };
    page.on("request", (request) => open.requests.push(request.url()));
    page.on("pageerror", ({ message }) => open.complaints.push(message));
    page.on("console", (message) => open.complaints.push(message.text()));
    await page.goto(url);
    open.requests.length = 0;
    return await use(open);
  } finally {
    await context.close();
  }
}

/** A file as the browser gets it. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Chooses patches and waits for what becomes of them. */
export async function verifyFiles(
  page: Page,
  files: readonly GivenFile[],
): Promise<ShownResult[]> {
  await chooseFiles(page, files);
  return settled(page);
}

/** Chooses patches; at most 50 MiB this way, larger ones have to be on disk. */
async function chooseFiles(
  page: Page,
  files: readonly GivenFile[],
): Promise<void> {
  await page.setInputFiles("#patches", files.map(payload));
}

/** Chooses certificates and waits until they are listed, or refused. */
export async function addCertificates(
  page: Page,
  files: readonly GivenFile[],
): Promise<void> {
  const shown = page.locator("#anchors .anchor, #trust-problems .problem");
  const before = await shown.count();
  await page.setInputFiles("#certificates", files.map(payload));
  await shown.nth(before).waitFor();
}

/** Waits until no file waits or runs. */
export async function settled(page: Page): Promise<ShownResult[]> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLElement>(".job")].every(
        ({ dataset }) =>
          !["waiting", "running"].includes(dataset["state"] ?? ""),
      ),
    undefined,
    { polling: POLL_MS },
  );
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".job")].map((job) => ({
      file: job.dataset["file"] ?? "",
      state: job.dataset["state"] ?? "",
      codes: [...job.querySelectorAll<HTMLElement>("[data-code]")]
        .map(({ dataset }) => dataset["code"] ?? "")
        .sort(),
      checks: Object.fromEntries(
        [...job.querySelectorAll<HTMLElement>("[data-check]")].map(
          ({ dataset, className }) => [dataset["check"] ?? "", className],
        ),
      ),
    })),
  );
}

/** Drops files on an element, as a drag from the desktop would. */
export async function dropFiles(
  page: Page,
  selector: string,
  files: readonly GivenFile[],
): Promise<void> {
  const data = await page.evaluateHandle(
    (dropped) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of dropped)
        transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    },
    files.map(({ name, bytes }) => ({ name, bytes: [...bytes] })),
  );
  await page.dispatchEvent(selector, "drop", { dataTransfer: data });
}

function payload({ name, bytes }: GivenFile): {
  name: string;
  mimeType: string;
  buffer: Buffer;
} {
  return {
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(bytes),
  };
}
