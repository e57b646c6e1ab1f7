import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { run, runOk } from "./process.js";

/** A running sshd on the loopback that runs one script for whatever a client asks. */
export interface LoopbackSshd {
  readonly port: number;
  readonly user: string;
  /** File with the server's host key, as ssh wants it. */
  readonly knownHosts: string;
  /** Private key to log in with. */
  readonly identity: string;
  /** What the script finds as its working directory. */
  readonly folder: string;
  /**
   * Says what the server does from now on: a script for the POSIX shell, which finds the client's command in `$1`. Copying files
   * works as ever.
   */
  play(script: string): Promise<void>;
  /** Ends the server; whoever started it has to. */
  stop(): void;
}

const SSHD = "/usr/sbin/sshd";
const SFTP = "/usr/lib/openssh/sftp-server";
const SCRIPT = "played-script";

/**
 * Starts an sshd with keys and configuration of its own.
 *
 * @param folder - for all of its files
 */
export async function startLoopbackSshd(folder: string): Promise<LoopbackSshd> {
  // sshd wants to be able to go to a folder of this name.
  if (process.getuid?.() === 0) await mkdir("/run/sshd", { recursive: true });
  const port = await freePort();
  const files = await prepare(folder, port);
  const configuration = join(folder, "sshd_config");
  const daemon = spawn(SSHD, ["-D", "-e", "-f", configuration], {
    stdio: "ignore",
    detached: true,
  });
  const server: LoopbackSshd = {
    ...files,
    ...{ folder, port, user: userInfo().username },
    play: (script) => writeFile(join(folder, SCRIPT), script),
    stop: () => {
      endGroup(daemon);
    },
  };
  try {
    await untilItAnswers(port);
    return server;
  } catch (error) {
    server.stop();
    throw error;
  }
}

async function prepare(
  folder: string,
  port: number,
): Promise<Pick<LoopbackSshd, "knownHosts" | "identity">> {
  const hostKey = join(folder, "host_key");
  const identity = join(folder, "identity");
  for (const file of [hostKey, identity])
    await runOk("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
  const publicPart = async (file: string): Promise<string> =>
    (await runOk("ssh-keygen", ["-y", "-f", file])).stdout.toString().trim();
  const knownHosts = join(folder, "known_hosts");
  await writeFile(
    knownHosts,
    `[127.0.0.1]:${port} ${await publicPart(hostKey)}\n`,
  );
  const authorized = join(folder, "authorized_keys");
  await writeFile(authorized, `${await publicPart(identity)}\n`);
  const forced = join(folder, "forced-command");
  await writeFile(
    forced,
    [
      "#!/bin/sh",
      `cd "${folder}" || exit 1`,
      'case "$SSH_ORIGINAL_COMMAND" in',
      `*sftp-server*) exec ${SFTP} ;;`,
      '"scp "*) exec $SSH_ORIGINAL_COMMAND ;;',
      "esac",
      'set -- "$SSH_ORIGINAL_COMMAND"',
      `. ./${SCRIPT}`,
      "",
    ].join("\n"),
  );
  await chmod(forced, 0o755);
  await writeFile(
    join(folder, "sshd_config"),
    [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${authorized}`,
      "PidFile none",
      "StrictModes no",
      // The quickest; a test makes many connections.
      "KexAlgorithms curve25519-sha256",
      "UseDNS no",
      "UsePAM no",
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      `Subsystem sftp ${SFTP}`,
      `ForceCommand ${forced}`,
      "",
    ].join("\n"),
  );
  return { knownHosts, identity };
}

/** A port that was free a moment ago; the range of ports is large and a test is short. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string")
    throw new TypeError("a TCP server has a port");
  return address.port;
}

async function untilItAnswers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { status } = await run("ssh-keyscan", [
      ...["-T", "1", "-p", String(port), "127.0.0.1"],
    ]);
    if (status === 0) return;
    await setTimeout(50);
  }
  throw new Error("the sshd of the test does not answer");
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
