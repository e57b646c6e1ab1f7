/** Of repomd.xml. */
export const REPO = "http://linux.duke.edu/metadata/repo";
/** Of primary.xml. */
export const COMMON = "http://linux.duke.edu/metadata/common";
/** Of what primary.xml takes from RPM headers. */
export const RPM = "http://linux.duke.edu/metadata/rpm";
/** Of filelists.xml. */
export const FILELISTS = "http://linux.duke.edu/metadata/filelists";
/** Of other.xml. */
export const OTHER = "http://linux.duke.edu/metadata/other";
