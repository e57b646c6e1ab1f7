import js from "@eslint/js";
import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

/** Packages that also run in a browser: no Node globals, no ambient I/O, no clock. */
const BROWSER_SAFE = [
  "core",
  "rpm-parser",
  "archive",
  "patch-format",
  "trust",
  "patch-verify",
  "patch-build",
];

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/bundle/",
      "dist-packages/",
      "coverage/",
      "**/test/fixtures/",
      "**/test/corpus/",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: {
      parserOptions: {
        project: [
          "./tsconfig.test.json",
          "./packages/web/tsconfig.test.json",
          "./examples/library/tsconfig.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // noPropertyAccessFromIndexSignature of the compiler asks for the opposite.
      "@typescript-eslint/dot-notation": "off",
      eqeqeq: "error",
    },
  },
  {
    files: BROWSER_SAFE.map((name) => `packages/${name}/src/**/*.ts`),
    rules: {
      "no-restricted-globals": [
        "error",
        ...[
          "process",
          "Buffer",
          "fetch",
          "console",
          "setTimeout",
          "setInterval",
          "XMLHttpRequest",
        ],
      ],
      "no-restricted-properties": [
        "error",
        {
          object: "Date",
          property: "now",
          message: "pure packages take the time as an argument",
        },
        {
          object: "Math",
          property: "random",
          message: "pure packages are deterministic",
        },
      ],
    },
  },
  {
    // The page is an entry point, so it has a clock and timers; what it lacks on purpose is the network and HTML from strings.
    files: ["packages/web/src/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...[
          "process",
          "Buffer",
          "fetch",
          "console",
          "XMLHttpRequest",
          "WebSocket",
          "EventSource",
          "localStorage",
          "sessionStorage",
        ],
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe)$/]",
          message: "foreign text goes through textContent only",
        },
      ],
    },
  },
  {
    files: ["packages/*/test/**/*.ts"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "jest/expect-expect": [
        "error",
        { assertFunctionNames: ["expect*", "fc.assert"] },
      ],
      "jest/no-conditional-expect": "off",
      "jest/valid-title": "off",
    },
  },
  {
    files: ["**/*.mjs", "**/bin/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        Buffer: "readonly",
      },
    },
  },
);
