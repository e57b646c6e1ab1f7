// Module hooks: hand out the built code of the packages under test with counters in it.
import { instrument } from "./instrument.mjs";

let isUnderTest = () => false;

/** @param packages - folders under packages/ */
export function initialize({ packages }) {
  const pattern = new RegExp(`/packages/(?:${packages.join("|")})/dist/`);
  isUnderTest = (url) => pattern.test(url);
}

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!isUnderTest(url)) return loaded;
  return { ...loaded, source: instrument(loaded.source.toString(), url) };
}
