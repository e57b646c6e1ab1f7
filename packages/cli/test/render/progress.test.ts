import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import { eraseLiveLines } from "../../src/render/live-line.js";
import { createProgress } from "../../src/render/progress.js";
import { fakeTerminal } from "../support/terminal.js";

const OPTIONS = { label: "building", totalBytes: 1000, enabled: true };

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe("progress", () => {
  it("shows nothing in the first half second, and nothing of work that is over by then", () => {
    const { io, written } = fakeTerminal();
    const progress = createProgress(io, OPTIONS);
    progress.advance(500);
    jest.advanceTimersByTime(400);
    progress.end();
    jest.advanceTimersByTime(5000);
    expect(written).toEqual([]);
  });

  it("draws over its line without clearing it first, and leaves nothing behind", () => {
    const { io, written } = fakeTerminal();
    const progress = createProgress(io, OPTIONS);
    progress.advance(500);
    jest.advanceTimersByTime(600);
    expect(written).toHaveLength(2);
    expect(written[0]).toMatch(/^\rbuilding {2}.*50 % /);
    expect(written[0]!.endsWith("\u001b[K")).toBe(true);
    progress.end();
    expect(written.at(-1)).toBe("\r\u001b[K");
  });

  it("finds the start of a line that a narrower window has broken", () => {
    const terminal = fakeTerminal();
    const progress = createProgress(terminal.io, OPTIONS);
    jest.advanceTimersByTime(500);
    terminal.columns = 30;
    progress.advance(100);
    jest.advanceTimersByTime(100);
    expect(terminal.written.at(-1)).toContain("\r\u001b[1A\u001b[Jbuilding");
    progress.end();
  });

  it("says what is worked on, without what could change the terminal", () => {
    const { io, written } = fakeTerminal();
    const progress = createProgress(io, { ...OPTIONS, items: 3 });
    progress.finishItem();
    progress.name("checking a\u001bkey");
    jest.advanceTimersByTime(600);
    const [line = ""] = written;
    expect(line.startsWith("\rchecking a")).toBe(true);
    expect(line).not.toContain("\u001bkey");
    expect(line).toContain("1 of 3");
    progress.end();
  });

  it("stays hidden until there is more to count", () => {
    const { io, written } = fakeTerminal();
    const progress = createProgress(io, OPTIONS);
    jest.advanceTimersByTime(500);
    progress.hide();
    const count = written.length;
    jest.advanceTimersByTime(1000);
    expect(written).toHaveLength(count);
    progress.advance(1);
    jest.advanceTimersByTime(100);
    expect(written).toHaveLength(count + 1);
    progress.end();
  });

  it("is erased by whoever ends the process", () => {
    const { io, written } = fakeTerminal();
    const progress = createProgress(io, OPTIONS);
    jest.advanceTimersByTime(500);
    expect(eraseLiveLines()).toBe(true);
    expect(written.at(-1)).toBe("\r\u001b[K");
    expect(eraseLiveLines()).toBe(false);
    progress.end();
  });

  it("says that it is finishing when all bytes went through", () => {
    const { io, written } = fakeTerminal();
    const progress = createProgress(io, OPTIONS);
    progress.advance(1000);
    jest.advanceTimersByTime(500);
    expect(written.at(-1)).toContain("100 %");
    expect(written.at(-1)).toContain("finishing");
    progress.end();
  });

  it("counts pieces of work whose sizes nobody knows beforehand", () => {
    const { io, written } = fakeTerminal();
    const progress = createProgress(io, {
      ...OPTIONS,
      totalBytes: undefined,
      items: 4,
    });
    progress.finishItem();
    jest.advanceTimersByTime(1000);
    expect(written.at(-1)).toContain("1 of 4");
    expect(written.at(-1)).toContain("3 s left");
    progress.end();
  });

  it.each([
    ["in a pipe", fakeTerminal({}, { isTerminal: false }), true],
    ["on a dumb terminal", fakeTerminal({ TERM: "dumb" }), true],
    ["when nobody wants it", fakeTerminal(), false],
  ])("is silent %s", (_, { io, written }, enabled) => {
    const progress = createProgress(io, { ...OPTIONS, enabled });
    progress.advance(500);
    jest.advanceTimersByTime(1000);
    progress.end();
    expect(written).toEqual([]);
  });
});
