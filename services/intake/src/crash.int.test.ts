import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { organisationUri } from '@waylight/access';
import { ReportEvent } from '@waylight/contracts/incident';
import { IntakeServiceClient, type SubmitReportsResponse } from '@waylight/contracts/intake';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { reportReference } from '@waylight/pseudonymisation';
import { clientCredentials } from '@waylight/service-kit';
import { bareEnvironment } from '@waylight/testing';
import { createRegionFiles, type InProcessFiles } from '@waylight/tests-region';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, submission } from './testing/calls.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

let files: InProcessFiles;
/** Environment variables of the process. */
let env: NodeJS.ProcessEnv;
let child: ChildProcess | undefined;

beforeEach(async () => {
  files = await createRegionFiles({ registry: 'small', nodes: ['MK'] });
  env = {
    ...files.env.intake('MK'),
    WAYLIGHT_INTAKE_OPS_PORT: String(files.ports.intakeOps('MK')),
    WAYLIGHT_INTAKE_LOG_LEVEL: 'warn',
  };
});
afterEach(() => {
  child?.kill('SIGKILL');
  files.remove();
});

/** Starts the node as a process, configured by its environment alone. */
async function start(): Promise<string> {
  const started = spawn('sh', ['-c', 'ulimit -c 0; exec "$0" "$1"', process.execPath, MAIN], {
    env: {
      ...bareEnvironment(),
      ...env,
      WAYLIGHT_INTAKE_RATE_PER_SECOND: '1000000',
      WAYLIGHT_INTAKE_RATE_BURST: '1000000',
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  child = started;
  let errors = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  await eventually(async () => {
    if (started.exitCode !== null) throw new Error(`the node did not start: ${errors}`);
    return (await ops('/health/ready'))?.status === 200 ? true : undefined;
  });
  return errors;
}

const ops = (path: string): Promise<Response | undefined> =>
  fetch(`http://127.0.0.1:${env.WAYLIGHT_INTAKE_OPS_PORT}${path}`).catch(() => undefined);

async function outboxDepth(): Promise<number> {
  const text = (await (await ops('/metrics'))?.text()) ?? '';
  return Number(/^waylight_intake_outbox_records\{[^}]*\} (\S+)$/m.exec(text)?.[1]);
}

async function myla(): Promise<IntakeServiceClient> {
  const tls = await files.certificates.issue(organisationUri('MYLA'));
  return new IntakeServiceClient(`localhost:${env.WAYLIGHT_INTAKE_PORT}`, clientCredentials(tls));
}

async function kill(signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child!, 'exit');
  child!.kill(signal);
  const [code] = await exited;
  return code;
}

describe('a killed node', () => {
  it('keeps every report that it acknowledged, and always publishes the same bytes of a report', async () => {
    const acknowledged = new Set<string>();
    for (const run of ['a', 'b', 'c']) {
      await start();
      const client = await myla();
      const stream = client.submitReports();
      stream.on('error', () => undefined);
      stream.on('data', ({ reportId, result }: SubmitReportsResponse) => {
        if (result?.$case === 'accepted') acknowledged.add(reportId);
      });
      const before = acknowledged.size;
      for (let i = 0; acknowledged.size < before + 1_000; i++) {
        const value = submission(`${run}-${i}`);
        if (!stream.write({ ordinal: BigInt(i), operation: { $case: 'submit', value } })) await delay(1);
        else if (i % 64 === 0) await delay(0);
      }
      await kill('SIGKILL');
      client.close();
    }
    await start();
    await eventually(async () => ((await outboxDepth()) === 0 ? true : undefined), 20_000);
    expect(await kill('SIGTERM')).toBe(0);

    const eventLog = createEmbeddedEventLog({
      file: join(env.WAYLIGHT_INTAKE_DATA_DIR!, 'event-log.sqlite'),
    });
    const bytes = new Map<string, Set<string>>();
    for (const { partition, start } of await eventLog.offsets('reports.v1.MK'))
      for await (const { records } of eventLog.readFrom({ topic: 'reports.v1.MK', partition }, start))
        for (const { key, value } of records) {
          const name = Buffer.from(key!).toString('hex');
          expect(ReportEvent.decode(value!).revision).toBe(1);
          bytes.set(name, (bytes.get(name) ?? new Set()).add(Buffer.from(value!).toString('hex')));
        }
    await eventLog.close();
    const { referenceKeys } = JSON.parse(readFileSync(env.WAYLIGHT_INTAKE_KEYS_FILE!, 'utf8'));
    const key = Buffer.from(referenceKeys.MYLA, 'base64');
    const references = [...acknowledged].map((id) =>
      Buffer.from(reportReference(key, 'MYLA', id)).toString('hex'),
    );
    expect(acknowledged.size).toBeGreaterThanOrEqual(3_000);
    expect(references.filter((reference) => !bytes.has(reference))).toEqual([]);
    expect([...bytes.values()].filter((versions) => versions.size > 1)).toEqual([]);
  });
});

describe('a refused start', () => {
  async function readRefusal(command: string, over: Record<string, string> = {}): Promise<string> {
    const started = spawn('sh', ['-c', command, process.execPath, MAIN], {
      env: { ...bareEnvironment(), ...env, ...over },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    let errors = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    await once(started, 'close');
    expect(started.exitCode).not.toBe(0);
    return errors;
  }

  it('has a one-line message that names an option that writes heap snapshots', async () => {
    const errors = await readRefusal('ulimit -c 0; exec "$0" --heapsnapshot-signal=SIGUSR2 "$1"');
    expect(errors.trim().split('\n')).toEqual([
      expect.stringMatching(/does not start: .*--heapsnapshot-signal/),
    ]);
  });

  it('has a message that names every wrong variable', async () => {
    const errors = await readRefusal('exec "$0" "$1"', {
      WAYLIGHT_INTAKE_COUNTRY: 'YU',
      WAYLIGHT_INTAKE_PORT: 'many',
    });
    expect(errors).toMatch(/WAYLIGHT_INTAKE_COUNTRY/);
    expect(errors).toMatch(/WAYLIGHT_INTAKE_PORT/);
  });

  it('has a message that names a keys file that others can read', async () => {
    chmodSync(env.WAYLIGHT_INTAKE_KEYS_FILE!, 0o644);
    expect(await readRefusal('ulimit -c 0; exec "$0" "$1"')).toMatch(
      /node-MK\.json can be read by others .*chmod 600/,
    );
  });
});
