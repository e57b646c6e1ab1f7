import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "@jest/globals";
import { describeWithTool, run, runOk, TEST_KEYS } from "@stx-patch/testkit";
import { codesIn } from "../support/cli.js";
import {
  buildRpms,
  releaseCodes,
  reports,
  RESTART,
  verify,
  withSystem,
  type Rpm,
} from "../support/release-system.js";

const BIN = new URL("../../bin/patch-verify.js", import.meta.url).pathname;

let load: readonly Rpm[] = [];
let fresh: readonly Rpm[] = [];

const BASE = ["--base", "rel-20.06"];

describeWithTool(
  ["rpmbuild", "createrepo_c"],
  "patches against a release",
  () => {
    beforeAll(async () => {
      ({ load, fresh } = await buildRpms());
    });

    it("fit, from RPMs and from repodata alike, and say which files change", async () => {
      await withSystem(load, { P1: [fresh, {}] }, async (folder) => {
        const fromRpms = await reports(folder, ...BASE, "P1.patch");
        expect(fromRpms.status).toBe(0);
        const [report] = fromRpms.reports;
        expect(report?.release).toMatchObject({
          outcome: "fits",
          baseSwVersion: "20.06",
          basePackages: 4,
        });
        expect(report?.impact?.files).toMatchObject({
          comparedRpms: 2,
          added: 1,
          changed: 1,
          removed: 1,
          config: 1,
        });
        expect(report?.rpms[0]?.impact?.changes).toMatchObject({
          base: "tool-1.0-1.noarch",
          added: { paths: [RESTART] },
          changed: { paths: ["/usr/bin/tool"] },
          removed: { paths: ["/opt/old"] },
        });
        await runOk("createrepo_c", ["--quiet", join(folder, "rel-20.06")]);
        expect(await reports(folder, ...BASE, "P1.patch")).toEqual(fromRpms);
      });
    });

    it("say what a reboot comes from, with or without a base", async () => {
      await withSystem(load, { P1: [fresh, {}] }, async (folder) => {
        const [report] = (await reports(folder, "P1.patch")).reports;
        expect(report?.release).toBeNull();
        expect(report?.impact?.reboot).toMatchObject({
          required: true,
          declared: false,
          flaggedBy: ["tool-1.0-2.noarch.rpm"],
          restartScripts: [RESTART],
        });
        expect(report?.impact?.scriptlets).toEqual([
          { kind: "postin", rpms: 1 },
        ]);
        const { stdout } = await verify(folder, "-v", "P1.patch");
        expect(stdout).toContain("reboot required");
        expect(stdout).toContain("%post");
        expect(stdout).toContain(RESTART);
      });
    });

    it("that leave a sibling behind do not: exit status 2, still trusted", async () => {
      const [, libs] = fresh;
      await withSystem(load, { P1: [[libs!], {}] }, async (folder) => {
        const { status, reports: found } = await reports(
          folder,
          ...BASE,
          "P1.patch",
        );
        expect(status).toBe(2);
        expect(found[0]).toMatchObject({
          verdict: "trusted",
          release: { outcome: "does-not-fit" },
        });
        expect(releaseCodes(found[0]!)).toEqual(["RELEASE_BREAKS"]);
        const { stdout } = await verify(folder, ...BASE, "P1.patch");
        expect(stdout).toContain("P1.patch: TRUSTED, DOES NOT FIT\n");
        const quiet = await verify(folder, "--quiet", ...BASE, "P1.patch");
        expect(codesIn(quiet.stderr)).toEqual(["RELEASE_BREAKS"]);
      });
    });

    it("of one run see each other, and those of --with are the system's", async () => {
      const [tool, libs] = fresh;
      const patches = {
        P1: [[libs!], { requires: [] }],
        P2: [[tool!], { requires: ["P1"] }],
      } as const;
      await withSystem(load, patches, async (folder) => {
        const alone = await reports(
          folder,
          ...BASE,
          "--with",
          "P1.patch",
          "P2.patch",
        );
        expect(alone.status).toBe(0);
        expect(alone.reports[0]?.release?.others).toEqual([
          { file: "P1.patch", id: "P1", verdict: "trusted" },
        ]);
        const both = await reports(folder, ...BASE, "P1.patch", "P2.patch");
        expect(both.reports.map(releaseCodes)).toEqual([
          ["RELEASE_REQUIRES_UNDECLARED"],
          [],
        ]);
        await mkdir(join(folder, "applied"));
        await rename(
          join(folder, "P1.patch"),
          join(folder, "applied", "P1.patch"),
        );
        const inFolder = await reports(folder, "--with", "applied", "P2.patch");
        expect(inFolder.reports[0]?.release?.others[0]?.file).toBe(
          join("applied", "P1.patch"),
        );
      });
    });

    it("cannot be said to fit beside a patch that is damaged: what it holds is not known", async () => {
      await withSystem(
        load,
        { P1: [fresh, {}], P2: [fresh.slice(0, 1), {}] },
        async (folder) => {
          const damaged = await readFile(join(folder, "P2.patch"));
          await writeFile(
            join(folder, "P2.patch"),
            damaged.subarray(0, damaged.length - 9),
          );
          const { status, reports: found } = await reports(
            folder,
            ...["--with", "P2.patch", "P1.patch"],
          );
          expect(status).toBe(2);
          expect(found[0]).toMatchObject({
            verdict: "trusted",
            release: { others: [{ verdict: "malformed" }] },
          });
          expect(found[0]?.release?.outcome).not.toBe("fits");
        },
      );
    });

    it("that bring one RPM twice are told of each other, on one thread or two", async () => {
      const patches = { P1: [fresh, {}], P2: [fresh, {}] } as const;
      await withSystem(load, patches, async (folder) => {
        const files = ["P1.patch", "P2.patch"];
        const { reports: found } = await reports(folder, ...BASE, ...files);
        expect(found.map(releaseCodes)).toEqual([
          ["RELEASE_ALREADY_PROVIDED", "RELEASE_ALREADY_PROVIDED"],
          ["RELEASE_ALREADY_PROVIDED", "RELEASE_ALREADY_PROVIDED"],
        ]);
        const { stdout } = await verify(folder, ...BASE, ...files);
        expect(stdout).toContain("which is already provided by patch P2");
        expect(stdout).toContain("2 trusted, 2 not fitting");
        const trust = ["--trust", `dev=${TEST_KEYS.dev.certificate}`];
        const threaded = await run(
          process.execPath,
          [BIN, ...trust, ...BASE, "--jobs", "2", ...files],
          { cwd: folder },
        );
        expect(threaded.stdout.toString()).toBe(stdout);
        expect(threaded.status).toBe(2);
      });
    });

    it("are told about in SARIF, JUnit and HTML, too", async () => {
      await withSystem(load, { P1: [[load[0]!], {}] }, async (folder) => {
        await verify(
          folder,
          ...BASE,
          ...["sarif", "junit", "html"].flatMap((kind) => [
            `--${kind}`,
            `r.${kind}`,
          ]),
          "P1.patch",
        );
        for (const kind of ["sarif", "junit", "html"]) {
          const text = await readFile(join(folder, `r.${kind}`), "utf8");
          expect(text).toContain("RELEASE_NOT_HIGHER");
          expect(text).toContain("must be higher version than original");
        }
      });
    });

    it.each([
      ["no directory", ["--base", "missing"], 1, "CLI_BASE_MISSING"],
      ["a file", ["--base", "P1.patch"], 1, "CLI_BASE_MISSING"],
      ["an empty directory", ["--base", "empty"], 1, "CLI_BASE_EMPTY"],
      ["a damaged RPM", ["--base", "bad"], 2, "RPM_TRUNCATED"],
      ["damaged repodata", ["--base", "repo"], 2, "REPO_STRUCTURE"],
      ["no patch", ["--with", "missing.patch"], 1, "CLI_WITH_UNREADABLE"],
      [
        "no patch, but an RPM",
        ["--with", "bad/a.rpm"],
        1,
        "CLI_WITH_UNREADABLE",
      ],
      [
        "a directory without patches",
        ["--with", "empty"],
        1,
        "CLI_INPUT_MISSING",
      ],
    ])("need more than %s", async (_what, argv, status, code) => {
      await withSystem(load, { P1: [fresh, {}] }, async (folder) => {
        await mkdir(join(folder, "empty"));
        await mkdir(join(folder, "bad"));
        await writeFile(
          join(folder, "bad", "a.rpm"),
          load[0]!.body.subarray(0, 300),
        );
        await mkdir(join(folder, "repo", "repodata"), { recursive: true });
        await writeFile(join(folder, "repo", "repodata", "repomd.xml"), "<x>");
        const result = await verify(folder, ...argv, "P1.patch");
        expect(result.status).toBe(status);
        expect(codesIn(result.stderr)).toEqual([code]);
      });
    });
  },
);
