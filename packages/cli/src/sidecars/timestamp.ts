/** Behind a patch's file name. */
export const TIMESTAMP_SUFFIX = ".tsr";
