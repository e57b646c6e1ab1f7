import { SigningError } from "../error.js";

/** Where a signing server is and how to get there. */
export interface SshUri {
  readonly user: string | undefined;
  readonly host: string;
  readonly port: string | undefined;
  /** File with the server's host key, instead of the user's and the system's. */
  readonly knownHosts: string | undefined;
  /** Private key to log in with, instead of those that ssh finds. */
  readonly identity: string | undefined;
  /** The URI itself, for messages. */
  readonly shown: string;
}

// No part may start with a dash: ssh would take it for an option.
const TARGET =
  /^(?:([A-Za-z0-9_][A-Za-z0-9._-]{0,63})@)?([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\[[0-9a-fA-F:.]{2,45}\])(?::(\d{1,5}))?$/;

/**
 * Reads `ssh:[user@]host[:port][?known-hosts=FILE][&identity=FILE]`, with or without `//` in front of the host.
 *
 * @throws SigningError SIGNER_URI_INVALID
 */
export function parseSshUri(uri: string): SshUri {
  const [target = "", query = ""] = uri
    .slice("ssh:".length)
    .replace(/^\/\//, "")
    .split("?", 2);
  const [, user, host, port] = TARGET.exec(target) ?? [];
  if (host === undefined)
    throw invalid(`expected [user@]host[:port], got ${JSON.stringify(target)}`);
  if (port !== undefined && !(Number(port) > 0 && Number(port) < 65_536))
    throw invalid(`there is no port ${port}`);
  const options = new URLSearchParams(query);
  for (const name of options.keys()) {
    if (name !== "known-hosts" && name !== "identity")
      throw invalid(`unknown option ${JSON.stringify(name)}`);
    if (options.getAll(name).length > 1)
      throw invalid(`${name} is given twice`);
  }
  const file = (name: string): string | undefined => {
    const path = options.get(name);
    // ssh reads variables and %-tokens into such a path, and a quote would end it.
    if (path !== null && !/^[^"\\$%\p{Cc}]+$/u.test(path))
      throw invalid(`${name} is empty or has one of the characters " \\ $ %`);
    return path ?? undefined;
  };
  return {
    ...{ user, port },
    host: host.replace(/^\[|\]$/g, ""),
    knownHosts: file("known-hosts"),
    identity: file("identity"),
    shown: uri,
  };
}

function invalid(problem: string): SigningError {
  return new SigningError("SIGNER_URI_INVALID", `ssh: ${problem}`);
}
