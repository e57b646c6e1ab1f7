/** Mode of everything in a patch but scripts (spec patch-format section 9). */
export const FILE_MODE = 0o644;
