import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** All codes of this package; every failing system call ends in one of them. */
export const IO_ERRORS = {
  IO_NOT_FOUND: {
    meaning: "The file or its folder does not exist.",
    remedy: "Check the path.",
  },
  IO_PERMISSION: {
    meaning: "The operating system refuses access.",
    remedy:
      "Check owner and permissions of the file and of the folders above it.",
  },
  IO_READ_ONLY: {
    meaning: "The file system is mounted read-only.",
    remedy: "Write to another folder, or mount the file system writable.",
  },
  IO_READER_GONE: {
    meaning: "The program that reads the output ended before it had all of it.",
    remedy: "Look at the reading program; nothing complete arrived there.",
  },
  IO_DISK_FULL: {
    meaning: "No space is left on the device, or a quota is used up.",
    remedy: "Free some space or write to another file system, then try again.",
  },
  IO_FILE_TOO_LARGE: {
    meaning:
      "The file system or a process limit does not allow so large a file.",
    remedy: "Write to another file system, or raise the limit (ulimit -f).",
  },
  IO_IS_DIRECTORY: {
    meaning: "A file was expected and a directory was found.",
    remedy: "Name a file inside the directory.",
  },
  IO_NOT_REGULAR: {
    meaning:
      "The path is a device, pipe or socket where a regular file is needed.",
    remedy: "Copy the data into a regular file first.",
  },
  IO_BAD_LINK: {
    meaning: "A symbolic link points nowhere or in a circle.",
    remedy: "Repair or remove the link.",
  },
  IO_NAME_TOO_LONG: {
    meaning: "A path is longer than the file system allows.",
    remedy: "Use a shorter name.",
  },
  IO_TOO_MANY_OPEN: {
    meaning: "The limit of open files is reached.",
    remedy: "Raise the limit (ulimit -n).",
  },
  IO_FILE_CHANGED: {
    meaning: "A file changed while it was being read.",
    remedy: "Wait until nothing writes to the file any more, then try again.",
  },
  IO_INPUT_TOO_LARGE: {
    meaning: "A file is larger than its purpose allows.",
    remedy: "Check that this is the file you meant.",
  },
  IO_LOCKED: {
    meaning: "Another process works on the same directory.",
    remedy:
      "Wait for it, or raise --timeout. When that process has ended, on another machine, remove the directory with the lock.",
  },
  IO_FOLDER_NOT_EMPTY: {
    meaning:
      "What would become a new folder is there already, with something in it.",
    remedy: "Name a folder that does not exist yet, or an empty one.",
  },
  IO_FILE_EXISTS: {
    meaning: "Two files would get one name, and only one of them would stay.",
    remedy: "Do not use where they come from, or take one of the files alone.",
  },
  IO_NAME_UNSAFE: {
    meaning:
      "The name would lead out of the folder, or holds characters that hide what it is.",
    remedy: "Do not use where the name comes from.",
  },
  IO_ABORTED: {
    meaning: "The output file was given up before it was complete.",
    remedy: "Run the command again.",
  },
  IO_FAILED: {
    meaning: "Reading or writing failed.",
    remedy: "Look at the cause; the device may be faulty.",
  },
  IO_PROGRAM_UNAVAILABLE: {
    meaning: "A program cannot be started.",
    remedy: "Check that it is installed, executable and found in PATH.",
  },
  IO_PROGRAM_TIMEOUT: {
    meaning: "A program did not end in its time, and was ended.",
    remedy: "Give it more time, or look at what it waits for.",
  },
  IO_PROGRAM_OUTPUT: {
    meaning: "A program wrote more than its answer can have, and was ended.",
    remedy: "Look at what it writes to its standard output.",
  },
  IO_THREAD_FAILED: {
    meaning: "A thread of this process ended before its work was done.",
    remedy: "Try again; if it persists, the machine is probably out of memory.",
  },
} as const satisfies CodeCatalogue;

/** Stable codes of {@link IoError}. */
export type IoErrorCode = keyof typeof IO_ERRORS;

/** A file could not be read or written. */
export class IoError extends errorClass("IoError", IO_ERRORS) {}
