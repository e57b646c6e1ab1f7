/** The name that the page's policy (`trusted-types`) allows. */
const POLICY_NAME = "verifier-worker";

/** The part of Trusted Types that is used; not every browser has it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

const policy = trustedTypes?.createPolicy(POLICY_NAME, {
  createScriptURL: (url) => {
    if (!url.startsWith("blob:")) throw new TypeError("only our own code runs");
    return url;
  },
});

/** Starts a worker from the code that is built into the page: the only script that may be started here. */
export function startWorker(url: string, name: string): Worker {
  return new Worker(policy?.createScriptURL(url) ?? url, { name });
}
