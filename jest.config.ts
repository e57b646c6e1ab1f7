/**
 * Jest 30 on Node 20 cannot load a TypeScript config by itself.
 * @jest-config-loader esbuild-register
 */
import { readdirSync } from "node:fs";
import type { Config } from "jest";

const packageFolders = readdirSync("packages");

const shared: Config = {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  // Tests see the sources of every package, so that no test can pass on a stale build.
  moduleNameMapper: {
    "^@stx-patch/([^/]+)$": "<rootDir>/../$1/src/index.ts",
    "^@stx-patch/testkit/properties$": "<rootDir>/../testkit/src/properties.ts",
    "^(\\.{1,2}/.*)\\.js$": "$1",
  },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { target: "es2023", parser: { syntax: "typescript" } },
        module: { type: "es6" },
      },
    ],
  },
};

const config: Config = {
  // Each package is a project, so that `jest --selectProjects archive` runs one of them.
  projects: packageFolders.map((folder) => ({
    ...shared,
    displayName: folder,
    rootDir: `packages/${folder}`,
    testMatch: ["<rootDir>/test/**/*.test.ts"],
  })),
  reporters: ["default", "<rootDir>/scripts/jest-summary-reporter.mjs"],
  testTimeout: 60_000,
  // All cores: much of the time goes into other programs (openssl, rpm, chromium) that a test file only waits for.
  maxWorkers: "100%",
  // Modules of a test file stay in memory behind it; a worker that grew is replaced.
  workerIdleMemoryLimit: "1GB",
};

export default config;
