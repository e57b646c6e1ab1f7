import { rmSync } from "node:fs";
import { mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

import type { ProgramResult } from "@stx-patch/node-io";

import { SigningError } from "../error.js";
import { runSigner } from "./run-signer.js";
import {
  copyCommand,
  remoteCommand,
  remotePath,
  SSH_FAILED,
  type CommandLine,
} from "./ssh-commands.js";
import type { SshUri } from "./ssh-uri.js";
import type { SignerSurroundings } from "./surroundings.js";

/** A signing server as StarlingX builds know it (spec patch-format section 7): it takes a whole patch and gives one back. */
export interface SigningServer {
  readonly source: string;
  /**
   * Logs in and does nothing there, so that it is known whether one can.
   *
   * @throws SigningError SIGNER_UNAVAILABLE, SIGNER_TIMEOUT, SIGNER_REFUSED
   */
  reach(): Promise<void>;
  /**
   * Has a patch signed.
   *
   * @param path - of the file to send; it is not changed
   * @param name - what to call it on the server
   * @param use - gets the path of what came back, about which nothing is known yet; the file is gone afterwards
   * @throws SigningError SIGNER_UNAVAILABLE, SIGNER_TIMEOUT, SIGNER_REFUSED, SIGNER_ANSWER_INVALID
   */
  signFile<T>(
    path: string,
    name: string,
    use: (returned: string) => Promise<T>,
  ): Promise<T>;
}

const ASK_FOR_UPLOAD = "sudo /opt/signing/sign.sh -r";
const SIGN_PATCH = "sudo /opt/signing/sign_patch.sh";

/** Waits before the second and the third try to reach the server. */
const RETRY_AFTER_MS = [500, 2000];

const MAX_ANSWER_BYTES = 16 * 1024;

/** A server may pack a patch anew, less tightly than it was; more than this it can have no reason for. */
const MAX_GROWTH = 2;
const MAX_GROWTH_BYTES = 16 << 20;

/** Bytes that any network copies in a second; large files get more time. */
const SLOWEST_BYTES_PER_SECOND = 1 << 20;

/** Paths go into a command for the server's shell and come from the server: words that no shell reads anything into. */
const PLAIN_PATH = /^\/[A-Za-z0-9._/+-]{1,1023}$/;
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,254}$/;

/**
 * Talks to a signing server with the system's own ssh and scp: its keys, agent and configuration count. Steps that only prepare are
 * tried again when the connection fails, the signing itself is not.
 */
export function createSigningServer(
  server: SshUri,
  { timeoutMs, env, cwd }: SignerSurroundings,
): SigningServer {
  const source = server.shown;
  const there: SshUri = {
    ...server,
    knownHosts: server.knownHosts && resolve(cwd, server.knownHosts),
    identity: server.identity && resolve(cwd, server.identity),
  };

  const run = (
    step: string,
    { program, args }: CommandLine,
    more: {
      readonly bytes?: number;
      readonly watch?: () => Promise<void>;
    } = {},
  ): Promise<ProgramResult> => {
    const copyMs = ((more.bytes ?? 0) / SLOWEST_BYTES_PER_SECOND) * 1000;
    return runSigner({
      name: `${source}: ${step}`,
      ...{ program, args, cwd, env, watch: more.watch },
      timeoutMs: timeoutMs + Math.ceil(copyMs),
      maxOutputBytes: MAX_ANSWER_BYTES,
    });
  };

  /** Repeats what failed on the way to the server, as long as repeating it changes nothing there. */
  async function patiently(
    attempt: () => Promise<ProgramResult>,
  ): Promise<ProgramResult> {
    for (const waitMs of RETRY_AFTER_MS) {
      const result = await attempt();
      if (result.status !== SSH_FAILED) return result;
      await setTimeout(waitMs);
    }
    return attempt();
  }

  async function uploadFolder(): Promise<string> {
    const step = "asking for a place to upload to";
    const result = done(
      step,
      await patiently(() => run(step, remoteCommand(there, ASK_FOR_UPLOAD))),
    );
    const path = /^Upload: *(\S+)\s*$/m.exec(result.stdout.toString())?.[1];
    return plainPath(step, path);
  }

  async function upload(path: string, target: string): Promise<void> {
    const step = "uploading";
    const { size } = await stat(path);
    const command = copyCommand(
      there,
      resolve(path),
      remotePath(there, target),
    );
    done(step, await patiently(() => run(step, command, { bytes: size })));
  }

  async function sign(path: string): Promise<string> {
    const step = "signing";
    const command = remoteCommand(there, `${SIGN_PATCH} ${path}`);
    const result = done(step, await run(step, command));
    const lines = result.stdout
      .toString()
      .trim()
      .split(/\s*\n\s*/);
    return plainPath(step, lines.at(-1));
  }

  async function download(
    path: string,
    target: string,
    maxBytes: number,
  ): Promise<void> {
    const step = "fetching the signed patch";
    const command = copyCommand(there, remotePath(there, path), target);
    const watch = async (): Promise<void> => {
      const size = (await stat(target).catch(() => undefined))?.size ?? 0;
      if (size > maxBytes)
        throw invalid(step, `the file is longer than ${maxBytes} bytes`);
    };
    const fetch = () => run(step, command, { bytes: maxBytes, watch });
    done(step, await patiently(fetch));
    await watch();
  }

  function done(step: string, result: ProgramResult): ProgramResult {
    const { status, said } = result;
    if (status === 0) return result;
    const code =
      status === SSH_FAILED ? "SIGNER_UNAVAILABLE" : "SIGNER_REFUSED";
    const why = said === "" ? "the server does not say why" : said;
    throw new SigningError(
      code,
      `${source}: ${step}: ended with ${status}: ${why}`,
    );
  }

  function plainPath(step: string, path: string | undefined): string {
    if (
      path !== undefined &&
      PLAIN_PATH.test(path) &&
      !path.split("/").includes("..")
    )
      return path;
    throw invalid(step, "the server named no path that can be used");
  }

  function invalid(step: string, problem: string): SigningError {
    return new SigningError(
      "SIGNER_ANSWER_INVALID",
      `${source}: ${step}: ${problem}`,
    );
  }

  return {
    source,
    reach: async () => {
      const step = "logging in";
      done(step, await run(step, remoteCommand(there, "true")));
    },
    signFile: async (path, name, use) => {
      if (!PLAIN_NAME.test(name))
        throw new SigningError(
          "SIGNER_URI_INVALID",
          `${source}: a file called ${JSON.stringify(name)} cannot be sent`,
        );
      const { size } = await stat(path);
      const folder = await uploadFolder();
      const remote = `${folder.replace(/\/+$/, "")}/${name}`;
      await upload(path, remote);
      const signed = await sign(remote);
      const here = await mkdtemp(join(tmpdir(), "stx-patch-signed-"));
      const remove = (): void => {
        rmSync(here, { recursive: true, force: true });
      };
      // A signal's handler ends the process without coming back here.
      process.once("exit", remove);
      try {
        const returned = join(here, "signed.patch");
        const maxBytes = MAX_GROWTH * size + MAX_GROWTH_BYTES;
        await download(signed, returned, maxBytes);
        return await use(returned);
      } finally {
        process.off("exit", remove);
        remove();
      }
    },
  };
}
