export async function readSmallFile(
  path: string,
  options: { readonly maxBytes: number },
): Promise<Uint8Array> {
  return Promise.reject(new Error(`${path} ${options.maxBytes}`));
}
