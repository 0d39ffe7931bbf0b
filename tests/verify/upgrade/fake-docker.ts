import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';

export type FakeDocker = {
  /** Removes an image. */
  readonly remove: (image: string) => void;
  /** Calls once when services are started next, before they are. */
  readonly onceUp: (call: () => void) => void;
  /** Resolves when no call is in progress. */
  readonly idle: () => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

type Call = { readonly args: readonly string[]; readonly version: string };

/** Puts a program `docker` first on this process's PATH, until it is stopped. It passes its arguments to the test. */
export async function startFakeDocker({
  images,
  up,
  stop,
}: {
  /** Names of the images that the Compose files need. */
  readonly images: readonly string[];
  /** Starts the services; false if they do not become healthy. */
  readonly up: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}): Promise<FakeDocker> {
  const removed = new Set<string>();
  let beforeUp = (): void => undefined;
  let last: Promise<unknown> = Promise.resolve();
  const run = async ({ args, version }: Call): Promise<{ ok: boolean; out?: string }> => {
    if (args[0] === 'image') return { ok: !removed.has(args.at(-1) ?? '') };
    if (args.includes('--images'))
      return { ok: true, out: images.map((name) => `waylight/${name}:${version}\n`).join('') };
    if (args.includes('stop')) await stop();
    if (!args.includes('up')) return { ok: true };
    beforeUp();
    beforeUp = () => undefined;
    return { ok: await up() };
  };
  const server = createServer(async (request, response) => {
    const answer = run(JSON.parse(await text(request)));
    last = answer;
    response.end(JSON.stringify(await answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'fake-docker-'));
  const program = join(folder, 'docker');
  writeFileSync(
    program,
    `#!${process.execPath}
const call = { args: process.argv.slice(2), version: process.env.WAYLIGHT_VERSION ?? '' };
const answer = await (await fetch('http://127.0.0.1:${port}', { method: 'POST', body: JSON.stringify(call) })).json();
process.stdout.write(answer.out ?? '');
process.exitCode = answer.ok ? 0 : 1;
`,
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  chmodSync(program, 0o755);
  const { PATH: path = '' } = process.env;
  process.env.PATH = `${folder}${delimiter}${path}`;
  return {
    remove: (image) => void removed.add(image),
    onceUp: (call) => {
      beforeUp = call;
    },
    idle: () => last,
    stop: async () => {
      process.env.PATH = path;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true });
    },
  };
}
