import { describe, expect, it } from "@jest/globals";
import {
  ALL,
  COMMAND_NAMES,
  findCommand,
  findCommandOfAll,
} from "../../src/commands/find-command.js";

describe("a word behind stx-patch", () => {
  it.each([
    ["patch-verify", "patch-verify"],
    ["verify", "patch-verify"],
    ["patch_build", "patch_build"],
  ])("%s means %s", (word, name) => {
    expect(findCommandOfAll(word, ["x"])).toEqual({
      kind: "command",
      name,
      argv: ["x"],
    });
  });

  it("may be an executable whose subcommands do the work", () => {
    expect(findCommandOfAll("repo", ["list", "DIR"])).toEqual({
      kind: "command",
      name: "patch-repo list",
      argv: ["DIR"],
    });
    expect(findCommandOfAll("repo", ["--help"])).toEqual({
      kind: "group",
      name: "patch-repo",
      argv: ["--help"],
    });
  });

  it("reaches every command, and those of stx-patch by their own word", () => {
    for (const name of COMMAND_NAMES) {
      const words = name.split(" ").filter((word) => word !== ALL);
      const [first = "", ...rest] = words;
      expect(findCommandOfAll(first, [...rest, "--help"])).toEqual({
        kind: "command",
        name,
        argv: ["--help"],
      });
    }
  });

  it.each([ALL, "", "patch-", "toString"])(
    "is refused when it is %j",
    (word) => {
      expect(() => findCommandOfAll(word, [])).toThrow(
        expect.objectContaining({ code: "CLI_COMMAND_UNKNOWN" }),
      );
    },
  );
});

describe("an executable", () => {
  it("prefers a subcommand to an argument of the same name", () => {
    expect(findCommand("patch-make", ["init", "a.rpm"])).toEqual({
      kind: "command",
      name: "patch-make init",
      argv: ["a.rpm"],
    });
    expect(findCommand("patch-make", ["./init"])).toEqual({
      kind: "command",
      name: "patch-make",
      argv: ["./init"],
    });
  });
});
