import type { SshUri } from "./ssh-uri.js";

/** A program and its arguments. */
export interface CommandLine {
  readonly program: "ssh" | "scp";
  readonly args: readonly string[];
}

const CONNECT_SECONDS = 15;

/** What `ssh` ends with when it was not the remote command that failed. */
export const SSH_FAILED = 255;

/** Runs a command on the server. It is a text for the server's shell, so only checked words may be in it. */
export function remoteCommand(server: SshUri, command: string): CommandLine {
  const { user, port, host } = server;
  return {
    program: "ssh",
    args: [
      "-T",
      ...connectionOptions(server),
      ...(port === undefined ? [] : ["-p", port]),
      ...(user === undefined ? [] : ["-l", user]),
      ...["--", host, command],
    ],
  };
}

/** Copies a file between two places, of which {@link remotePath} makes one. */
export function copyCommand(
  server: SshUri,
  from: string,
  to: string,
): CommandLine {
  return {
    program: "scp",
    args: [
      "-q",
      ...connectionOptions(server),
      ...(server.port === undefined ? [] : ["-P", server.port]),
      ...["--", from, to],
    ],
  };
}

/** A path on the server, for scp. */
export function remotePath({ user, host }: SshUri, path: string): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${user === undefined ? "" : `${user}@`}${name}:${path}`;
}

/** A host whose key is not known is an error, and nobody is asked: there is nobody to answer. */
function connectionOptions({ knownHosts, identity }: SshUri): string[] {
  const options = [
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    `ConnectTimeout=${CONNECT_SECONDS}`,
    "ClearAllForwardings=yes",
    ...(knownHosts === undefined
      ? []
      : [
          `UserKnownHostsFile="${knownHosts}"`,
          "GlobalKnownHostsFile=/dev/null",
        ]),
    ...(identity === undefined
      ? []
      : [`IdentityFile="${identity}"`, "IdentitiesOnly=yes"]),
  ];
  return options.flatMap((option) => ["-o", option]);
}
