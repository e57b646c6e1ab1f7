import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { repositoryFiles, ROOT } from "./root.js";

const PAGES = repositoryFiles().filter((path) => path.endsWith(".md"));

/** Targets of links inside of the repository. */
function linksIn(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8").replaceAll(
    /```.*?```|`[^`]*`/gs,
    "",
  );
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** What headings are linked as, and the anchors that a page sets itself. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(page, "utf8");
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  const own = [...text.matchAll(/<a id="([^"]+)"><\/a>/g)];
  return [...headings, ...own.map(([, id = ""]) => id)];
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#", 2);
  const target = join(ROOT, path === "" ? page : join(dirname(page), path));
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

describe("links in the documentation", () => {
  it.each(PAGES)("of %s lead somewhere", (page) => {
    const dead = linksIn(page).filter((link) => !leadsSomewhere(page, link));
    expect(dead).toEqual([]);
  });

  it("lead from the index to every page about something", () => {
    const index = linksIn("docs/README.md").map((link) =>
      join("docs", link.split("#")[0] ?? ""),
    );
    const pages = PAGES.filter((page) => /^docs\/[^/]+\.md$/.test(page));
    const lost = pages.filter((page) => !index.includes(page));
    expect(lost).toEqual(["docs/README.md"]);
  });

  it("from each threat lead to what shows that it is met", () => {
    const text = readFileSync(join(ROOT, "SECURITY.md"), "utf8");
    const table = text.split("## Threats")[1]?.split("\n## ")[0] ?? "";
    const rows = table.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows.slice(2)) {
      const cells = row.split("|").map((cell) => cell.trim());
      expect(cells).toHaveLength(7);
      expect(cells[5]).toMatch(/\]\(/);
    }
  });
});
