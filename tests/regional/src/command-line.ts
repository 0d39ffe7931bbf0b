import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '@waylight/testing';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin/waylight.js', import.meta.url));

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

export type RunOptions = {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with all of stdout so far, and the process, as data comes. */
  readonly onOut?: (out: string, kill: (signal: NodeJS.Signals) => void) => void;
};

/** Runs `waylight` as a user does: a process of its own, with the region's folder in its environment. */
export async function waylight(
  dataDir: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const { stdin, env = {}, onOut } = options;
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...bareEnvironment(), WAYLIGHT_DATA: dataDir, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 45_000,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    onOut?.(out, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end(stdin ?? '');
  const [code]: (number | null)[] = await once(child, 'close');
  return { code: code ?? null, out, err };
}
