export type { CompsGroup, ListName, RepomdFile } from "./documents.js";
export {
  compsDocument,
  LIST_NAMES,
  listDocument,
  repomdDocument,
} from "./documents.js";
export type { RepoErrorCode } from "./error.js";
export { REPO_ERRORS, RepoError } from "./error.js";
export type { RepoLimits } from "./limits.js";
export { DEFAULT_REPO_LIMITS } from "./limits.js";
export type { PackageEntries, RpmFileFacts } from "./package-entries.js";
export { packageEntries } from "./package-entries.js";
export { readPrimary } from "./primary.js";
export type { Decompress, RepositoryAccess } from "./read-repository.js";
export { readRepository, REPOMD_PATH } from "./read-repository.js";
export type { RepoPackage } from "./repo-package.js";
export {
  evrText,
  isPrimaryFile,
  nevraText,
  packageKey,
  repoPackageOf,
} from "./repo-package.js";
export type { RepoFile } from "./repomd.js";
export { readRepomd } from "./repomd.js";
