import { describe, expect, it } from "@jest/globals";
import { configPlaces, isForeign } from "../../src/config/places.js";

const OWN = process.getuid?.() ?? 0;
/** Of somebody else than us and root. */
const OTHER = OWN + 4711;

describe("a configuration file that was found", () => {
  it.each([
    [false, { uid: OWN, mode: 0o100600 }],
    [false, { uid: OWN, mode: 0o100664 }],
    [false, { uid: 0, mode: 0o100644 }],
    [true, { uid: OTHER, mode: 0o100600 }],
    [true, { uid: OWN, mode: 0o100602 }],
    [true, { uid: 0, mode: 0o100666 }],
  ])("is foreign: %p, with %j", (expected, status) => {
    expect(isForeign(status, {})).toBe(expected);
  });

  it("is one's own as root after sudo, and for nobody else", () => {
    const env = { SUDO_UID: String(OTHER) };
    const status = { uid: OTHER, mode: 0o100644 };
    expect(isForeign(status, env)).toBe(OWN !== 0);
    expect(isForeign({ ...status, mode: 0o100646 }, env)).toBe(true);
  });
});

describe("places of configuration", () => {
  it("are the named file alone, from the working directory", () => {
    const env = { STX_PATCH_CONFIG: "a.yaml", HOME: "/home/me" };
    const io = { env, cwd: "/srv" };
    expect(configPlaces({ file: "b.yaml", none: false }, io)).toEqual([
      { kind: "named", path: "/srv/b.yaml" },
    ]);
    expect(configPlaces({ file: undefined, none: false }, io)).toEqual([
      { kind: "named", path: "/srv/a.yaml" },
    ]);
    expect(configPlaces({ file: undefined, none: true }, io)).toEqual([]);
  });

  it("are none where directories are missing or relative", () => {
    const env = { HOME: "home", XDG_CONFIG_HOME: ".", XDG_CONFIG_DIRS: "x:." };
    const io = { env, cwd: "/nowhere/at/all" };
    expect(configPlaces({ file: undefined, none: false }, io)).toEqual([]);
  });
});
