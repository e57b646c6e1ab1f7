/** Put in by the build: what the page carries besides its own code. */
declare const BUILT_IN: {
  /** Code of the worker. */
  readonly workerCode: string;
  readonly developmentCertificate: {
    readonly pem: string;
    readonly spkiSha256: string;
  };
};

/** URL of the worker's code; the same for the page's whole life. */
export function workerUrl(): string {
  return URL.createObjectURL(
    new Blob([BUILT_IN.workerCode], { type: "text/javascript" }),
  );
}

/** The project's development certificate: accepted only when somebody asks for it. */
export function developmentCertificate(): {
  bytes: Uint8Array;
  source: string;
  spkiSha256: string;
} {
  const { pem, spkiSha256 } = BUILT_IN.developmentCertificate;
  return {
    bytes: new TextEncoder().encode(pem),
    source: "dev-certificate.pem",
    spkiSha256,
  };
}
