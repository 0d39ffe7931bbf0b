import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ReportEvent } from '@waylight/contracts/incident';
import type { SubmitReportsResponse } from '@waylight/contracts/intake';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, submission } from './testing/calls.ts';
import { createSite, type TestSite } from './testing/site.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

let site: TestSite;
let child: ChildProcess | undefined;

beforeEach(async () => {
  site = await createSite();
});
afterEach(() => {
  child?.kill('SIGKILL');
  site.remove();
});

/** The node as an operating-system process of its own, configured by its environment alone. */
async function start(): Promise<string> {
  const started = spawn('sh', ['-c', 'ulimit -c 0; exec "$0" "$1"', process.execPath, MAIN], {
    env: site.environment({
      WAYLIGHT_INTAKE_RATE_PER_SECOND: '1000000',
      WAYLIGHT_INTAKE_RATE_BURST: '1000000',
    }),
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  child = started;
  let said = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await eventually(async () => {
    if (started.exitCode !== null) throw new Error(`the node did not start: ${said}`);
    return (await site.isReady()) ? true : undefined;
  });
  return said;
}

async function kill(signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child!, 'exit');
  child!.kill(signal);
  const [code] = await exited;
  return code;
}

describe('a node that is killed', () => {
  it('has everything that it acknowledged, and puts each report on the log, with nothing made twice', async () => {
    const acknowledged = new Set<string>();
    for (const run of ['a', 'b', 'c']) {
      await start();
      const client = await site.client('MYLA');
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
    await eventually(
      async () => ((await site.metric('waylight_intake_outbox_depth')) === 0 ? true : undefined),
      20_000,
    );
    expect(await kill('SIGTERM')).toBe(0);

    const eventLog = createEmbeddedEventLog({ file: site.eventLogFile });
    const bytes = new Map<string, Set<string>>();
    for (const { partition, start } of await eventLog.offsets('reports.v1.MK'))
      for await (const { records } of eventLog.readFrom({ topic: 'reports.v1.MK', partition }, start))
        for (const { key, value } of records) {
          const name = Buffer.from(key!).toString('hex');
          expect(ReportEvent.decode(value!).revision).toBe(1);
          bytes.set(name, (bytes.get(name) ?? new Set()).add(Buffer.from(value!).toString('hex')));
        }
    await eventLog.close();
    const references = [...acknowledged].map((id) => site.reference('MYLA', id));
    expect(acknowledged.size).toBeGreaterThanOrEqual(3_000);
    expect(references.filter((reference) => !bytes.has(reference))).toEqual([]);
    expect([...bytes.values()].filter((versions) => versions.size > 1)).toEqual([]);
  });
});

describe('a node that must not start', () => {
  async function refusal(command: string, over: Record<string, string> = {}): Promise<string> {
    const started = spawn('sh', ['-c', command, process.execPath, MAIN], {
      env: site.environment(over),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    let said = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(started, 'close');
    expect(started.exitCode).not.toBe(0);
    return said;
  }

  it('says in one line that heap snapshots would hold identities', async () => {
    const said = await refusal('ulimit -c 0; exec "$0" --heapsnapshot-signal=SIGUSR2 "$1"');
    expect(said.trim().split('\n')).toEqual([
      expect.stringMatching(/does not start: .*--heapsnapshot-signal/),
    ]);
  });

  it('names every variable that is wrong', async () => {
    const said = await refusal('exec "$0" "$1"', {
      WAYLIGHT_INTAKE_COUNTRY: 'YU',
      WAYLIGHT_INTAKE_PORT: 'many',
    });
    expect(said).toMatch(/WAYLIGHT_INTAKE_COUNTRY/);
    expect(said).toMatch(/WAYLIGHT_INTAKE_PORT/);
  });

  it('refuses keys that others can read', async () => {
    site.exposeKeys();
    expect(await refusal('ulimit -c 0; exec "$0" "$1"')).toMatch(
      /keys\.json can be read by others .*chmod 600/,
    );
  });
});
