/** Of repomd.xml. */
export const REPO = "http://linux.duke.edu/metadata/repo";
/** Of primary.xml. */
export const COMMON = "http://linux.duke.edu/metadata/common";
/** Of what primary.xml takes from RPM headers. */
export const RPM = "http://linux.duke.edu/metadata/rpm";
