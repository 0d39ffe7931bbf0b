import { addressOf, kafkaForTests, redisForTests, waitFor } from '@waylight/testing';
import {
  interruptAtStep,
  type ProcessRegion,
  type ServiceProcess,
  startRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylightUntilDone, startWaylight } from './command-line.ts';
import { CSV_FILE, countByYearCountryCause, csvRows } from './csv-count.ts';
import { expectPublicRecord } from './public-record.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const IMPORT = ['import', CSV_FILE, '--mapping', 'missing-migrants', '--format', 'json'];
const REACHED_MS = 120_000;

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)(
  'an import with kills of its processes',
  () => {
    let region: ProcessRegion;

    beforeAll(async () => {
      region = await startRegion({
        run: 'processes',
        log: addressOf(kafka),
        store: addressOf(redis),
        workers: 2,
        steps: {},
      });
    });
    afterAll(async () => {
      await region?.stop();
    });

    it('counts every row once, whichever process is killed, and also after a second import', async () => {
      const rows = csvRows();
      expect(rows).toHaveLength(260);
      const expected = {
        incidents: countByYearCountryCause(rows, 'incidents'),
        victims: countByYearCountryCause(rows, 'victims'),
      };
      const [ba, rs] = [region.intake.get('BA')!, region.intake.get('RS')!];

      // One of two workers is killed and not restarted; the other worker claims its partitions.
      const worker = killAtStep(region.workers, 'after the commit', 3).then(async (one) => {
        await region.insights.killAndRestart();
        return one;
      });
      // Records on the log are appended again.
      const marking = killAtStep([rs], 'after the append, before it is marked').then((one) => one.start());
      const [first, stopped] = [
        startWaylight(region.dir, IMPORT),
        interruptAtStep(
          [ba],
          { at: 'before the ledger commits a write', passes: 2, signal: 'SIGSTOP' },
          AbortSignal.timeout(REACHED_MS),
        ),
      ];
      expect(await stopped.reached).toBeDefined();
      first.kill('SIGKILL');
      expect((await first.result).code).toBeNull();
      await stopped.end();

      const writing = killAtStep([ba], 'after the ledger commits a write, before it is on the disk');
      const second = runWaylightUntilDone(region.dir, IMPORT);
      await (await writing).start();
      const [{ out }, lost] = await Promise.all([second, worker, marking]);
      expect(JSON.parse(out)).toMatchObject({ rows: 260 });
      await expectPublicRecord(region.ports.insightsHttp, expected);

      await lost.start();
      await runWaylightUntilDone(region.dir, IMPORT);
      await expectPublicRecord(region.ports.insightsHttp, expected);
    }, 360_000);
  },
);

/** Kills the first process that reaches this step, a number of times, and waits for its end. */
async function killAtStep(
  processes: readonly ServiceProcess[],
  at: string,
  passes = 1,
): Promise<ServiceProcess> {
  const order = interruptAtStep(
    processes,
    { at, passes, signal: 'SIGKILL' },
    AbortSignal.timeout(REACHED_MS),
  );
  const found = await order.reached;
  await order.end();
  if (found === undefined) throw new Error(`no process reached the step "${at}"`);
  const isGone = (one: ServiceProcess) =>
    waitFor(`${one.name} to be gone`, async () => one.hasExited(), { everyMs: 10 });
  await isGone(found.by);
  // Another process may have reached the step before it was disarmed. Nobody would be left to count.
  for (const other of order.arrived) {
    if (other === found.by) continue;
    await isGone(other);
    await other.start();
  }
  return found.by;
}
