import { describe, expect, it } from "@jest/globals";
import { rebootImpact } from "../../src/impact/reboot.js";
import type { RpmImpact } from "../../src/index.js";

const NONE = { count: 0, paths: [] };
const PLAIN: RpmImpact = {
  installedSizeBytes: 0,
  scriptlets: [],
  restartScripts: NONE,
  setsRebootFlag: false,
  installed: NONE,
  config: NONE,
  changes: null,
};
const FLAG = { ...PLAIN, setsRebootFlag: true };
const RESTART = {
  ...PLAIN,
  restartScripts: { count: 1, paths: ["/etc/patching/patch-scripts/foo"] },
};

describe("whether hosts reboot", () => {
  it.each([
    [true, FLAG, true, null],
    [true, PLAIN, true, /no RPM sets the agent's reboot flag/],
    [undefined, FLAG, true, null],
    [false, RESTART, false, null],
    [false, PLAIN, false, /no RPM brings a restart script/],
    [false, FLAG, true, /yet after the installation hosts need a reboot/],
  ])("reboot_required %p, %#", (rebootRequired, impact, required, caution) => {
    const rpms = [{ fileName: "foo.rpm", impact }];
    const result = rebootImpact({ rebootRequired }, rpms);
    expect(result.required).toBe(required);
    expect(result.declared).toBe(rebootRequired ?? null);
    expect(result.flaggedBy).toEqual(impact === FLAG ? ["foo.rpm"] : []);
    expect(result.caution ?? "").toMatch(caution ?? /^$/);
  });
});
