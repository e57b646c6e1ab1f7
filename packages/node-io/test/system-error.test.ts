import { describe, expect, it } from "@jest/globals";
import { IoError } from "../src/index.js";
import { toIoError } from "../src/system-error.js";

const system = (code: string): Error =>
  Object.assign(new Error(code), { code });

describe("toIoError", () => {
  it.each([
    ["ENOENT", "IO_NOT_FOUND"],
    ["ENOTDIR", "IO_NOT_FOUND"],
    ["EACCES", "IO_PERMISSION"],
    ["EPERM", "IO_PERMISSION"],
    ["EROFS", "IO_READ_ONLY"],
    ["ENOSPC", "IO_DISK_FULL"],
    ["EDQUOT", "IO_DISK_FULL"],
    ["EFBIG", "IO_FILE_TOO_LARGE"],
    ["EISDIR", "IO_IS_DIRECTORY"],
    ["ENXIO", "IO_NOT_REGULAR"],
    ["ELOOP", "IO_BAD_LINK"],
    ["ENAMETOOLONG", "IO_NAME_TOO_LONG"],
    ["EMFILE", "IO_TOO_MANY_OPEN"],
    ["EIO", "IO_FAILED"],
  ])("%s is %s, with the file, the cause and what to do", (code, expected) => {
    const cause = system(code);
    const error = toIoError(cause, "write", "x.patch");
    expect(error).toMatchObject({
      code: expected,
      cause,
      location: { file: "x.patch" },
    });
    expect(error).toHaveProperty("remedy", expect.stringMatching(/./));
  });

  it("takes anything that was thrown", () => {
    expect(toIoError("text", "read", "x")).toMatchObject({ code: "IO_FAILED" });
  });

  it("leaves a coded error as it is", () => {
    const coded = new IoError("IO_ABORTED", "given up");
    expect(toIoError(coded, "read", "x")).toBe(coded);
  });
});
