/**
 * Packages that land on a VFAT partition, which has no extended attributes: signing their files
 * would be useless, and the original leaves them alone (spec patch-format section 6).
 * The original's pattern for shim-ia32 lacks `.rpm` and so never matches; its intent is kept here.
 */
const VFAT_PACKAGES =
  /^(?:grub2-efi|grub2-efi-x64|shim|shim-x64|shim-ia32)-[0-9].*\.x86_64\.rpm$/;

/** True when the files of the RPM with this file name are not to be IMA-signed. */
export function isOnImaSkipList(fileName: string): boolean {
  return VFAT_PACKAGES.test(fileName);
}
