/** Names of files that hold certificates; everything else is taken for a patch, whatever it is called. */
const CERTIFICATES = /\.(?:pem|crt|cer|der|pub|py|txt)$/i;

/** Takes files that are dropped anywhere on the page. */
export function acceptDrops(options: {
  /** Whatever is dropped here is a certificate. */
  readonly trustArea: HTMLElement;
  readonly onPatches: (files: File[]) => void;
  readonly onCertificates: (files: File[]) => void;
}): void {
  const { trustArea, onPatches, onCertificates } = options;
  const { body } = document;
  // Leaving one element for another inside the page is no leaving, hence the counter.
  let depth = 0;
  const highlight = (change: number): void => {
    depth = Math.max(0, depth + change);
    body.classList.toggle("dropping", depth > 0);
  };
  body.addEventListener("dragenter", () => {
    highlight(1);
  });
  body.addEventListener("dragleave", () => {
    highlight(-1);
  });
  body.addEventListener("dragover", (event) => {
    event.preventDefault();
  });
  body.addEventListener("drop", (event) => {
    event.preventDefault();
    highlight(-depth);
    const files = [...(event.dataTransfer?.files ?? [])];
    const inTrust =
      event.target instanceof Node && trustArea.contains(event.target);
    const isCertificate = ({ name }: File): boolean =>
      inTrust || CERTIFICATES.test(name);
    const patches = files.filter((file) => !isCertificate(file));
    const certificates = files.filter(isCertificate);
    // Certificates first: they may be for the patches beside them.
    if (certificates.length > 0) onCertificates(certificates);
    if (patches.length > 0) onPatches(patches);
  });
}
