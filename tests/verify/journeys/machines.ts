import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { NodeCountry } from '@waylight/contracts';
import { nodeLayout, regionLayout } from '@waylight/deployment';
import type { TlsMaterial } from '@waylight/service-kit';
import { ROOT } from '@waylight/tests-region';

export type CommandResult = { readonly code: number | null; readonly out: string; readonly err: string };

/** How commands reach the test's own engine. */
export type EngineEnvironment = Readonly<Record<string, string>>;

const BIN = join(ROOT, 'packages/cli/bin/waylight.js');
const LONGEST_MS = 420_000;

/** Runs a program to its end, like an operator at a shell. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { env, cwd }: { readonly env: EngineEnvironment; readonly cwd?: string },
): Promise<CommandResult> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, out, err };
}

/** Runs `waylight`. @throws if its exit code is not one of those expected. */
export async function waylight(
  env: EngineEnvironment,
  args: readonly string[],
  expected: readonly number[] = [0],
): Promise<CommandResult> {
  const ran = await runProgram(process.execPath, [BIN, ...args], { env });
  if (ran.code === null || !expected.includes(ran.code))
    throw new Error(`waylight ${args.join(' ')} ended with ${ran.code}:\n${ran.out}\n${ran.err}`);
  return ran;
}

/** Runs `docker compose` for the services of a folder. @throws if it fails. */
export async function compose(
  env: EngineEnvironment,
  dir: string,
  ...args: readonly string[]
): Promise<string> {
  const ran = await runProgram('docker', ['compose', '--project-directory', dir, ...args], { env, cwd: dir });
  if (ran.code !== 0) throw new Error(`docker compose ${args.join(' ')} failed:\n${ran.out}\n${ran.err}`);
  return ran.out;
}

/** This machine's address, which containers reach too. */
export function ownAddress(): string {
  const found = Object.values(networkInterfaces())
    .flat()
    .find((one) => one !== undefined && one.family === 'IPv4' && !one.internal);
  if (found === undefined) throw new Error('this machine has no address that containers reach');
  return found.address;
}

export const healthPort = (n: number): number => 9_101 + n;

/** Prepares a node, lets the region answer, and accepts the answer: journey A up to its start. */
export async function joinNode(
  env: EngineEnvironment,
  {
    region,
    dir,
    country,
    host,
    n,
  }: { region: string; dir: string; country: NodeCountry; host: string; n: number },
): Promise<void> {
  const init = ['node', 'init', '--country', country, '--host', host, '--health-port', String(healthPort(n))];
  await waylight(env, [...init, '--dir', dir, '--region', `${host}:9093`, '--force']);
  const answer = join(dir, `answer-${country}.tar`);
  const requests = nodeLayout(dir).requests;
  await waylight(env, [
    'node',
    'add',
    country,
    '--requests',
    requests,
    '--dir',
    region,
    '--out',
    answer,
    '--yes',
  ]);
  await waylight(env, ['node', 'accept', answer, '--dir', dir, '--yes']);
}

/** Issues a certificate to an organisation by the region's authority. */
export async function issueOrganisation(
  env: EngineEnvironment,
  region: string,
  id: string,
): Promise<TlsMaterial> {
  const ca = join(regionLayout(region).authority, 'ca');
  const file = (ending: string) => join(ca, 'organisations', `${id}.${ending}`);
  if (!existsSync(file('crt'))) await waylight(env, ['certs', 'issue', 'organisation', id, '--ca', ca]);
  const read = (path: string) => readFileSync(path, 'utf8');
  return { ca: read(join(ca, 'ca.crt')), certificate: read(file('crt')), key: read(file('key')) };
}

/** Flags of a command that calls a service of the region or a node outside a trial. */
export function callerFlags(region: string, kind: 'organisations' | 'operators', id: string): string[] {
  const ca = join(regionLayout(region).authority, 'ca');
  const file = (ending: string) => join(ca, kind, `${id}.${ending}`);
  return ['--ca', join(ca, 'ca.crt'), '--certificate', file('crt'), '--key', file('key')];
}

/** Flags of Kafka's administrator, whose certificate is with the authorities. */
export function administratorFlags(region: string, host: string): string[] {
  const { authority, kafkaCa } = regionLayout(region);
  const file = (ending: string) => join(authority, 'log-ca', 'log-clients', `kafka-admin.${ending}`);
  return ['--brokers', `${host}:9093`, '--ca', kafkaCa, '--certificate', file('crt'), '--key', file('key')];
}

/** Removes what is in a folder, like a new disk in its place. */
export async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
}
