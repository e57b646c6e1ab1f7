export type {
  DiffOptions,
  DiffSide,
  DiffVerdict,
  PatchDiff,
} from "./diff-patches.js";
export { diffPatches } from "./diff-patches.js";
export type {
  FileAspect,
  FileChange,
  FileChanges,
  FileFacts,
} from "./file-changes.js";
export { compareHeaders, differingTags } from "./header-changes.js";
export type { ListChange } from "./list-change.js";
export { isUnchanged } from "./list-change.js";
export type { FieldChange, MetadataChange } from "./metadata-change.js";
export type {
  RpmChange,
  RpmContentChange,
  RpmSide,
  RpmState,
} from "./rpm-change.js";
export type { RpmSignatures } from "./rpm-signatures.js";
export type { ScriptletChange } from "./script-changes.js";
export type { ScriptFileChange } from "./script-files.js";
export type {
  FileSnapshot,
  PatchSnapshot,
  RpmSnapshot,
  SnapshotTaker,
} from "./snapshot.js";
export { createSnapshotTaker } from "./snapshot.js";
