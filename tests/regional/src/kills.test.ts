import { addressOf, kafkaForTests, redisForTests, waitFor } from '@waylight/testing';
import { type SeparateRegion, type ServiceProcess, startSeparateRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSV_FILE, countByYearCountryCause, csvRows } from './count-the-csv.ts';
import { expectPublicRecord } from './public-record.ts';
import { type RunningCommand, startWaylight, waylightUntilDone } from './waylight-process.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const IMPORT = ['import', CSV_FILE, '--mapping', 'missing-migrants', '--json'];

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)(
  'an import with kills in its middle',
  () => {
    let region: SeparateRegion;

    beforeAll(async () => {
      region = await startSeparateRegion({
        kafka: addressOf(kafka),
        redis: addressOf(redis),
        // Slow enough to have a middle, also after a node was started again and with it what may go through at once: the
        // node of BA takes 135 of the 260 rows.
        env: { intake: { WAYLIGHT_INTAKE_RATE_PER_SECOND: '15', WAYLIGHT_INTAKE_RATE_BURST: '10' } },
      });
    });
    afterAll(async () => {
      await region?.stop();
    });

    it('counts every row once, whichever process was killed, and nothing more when it is repeated', async () => {
      const rows = csvRows();
      expect(rows).toHaveLength(260);
      const expected = {
        incidents: countByYearCountryCause(rows, 'incidents'),
        victims: countByYearCountryCause(rows, 'victims'),
      };
      const node = region.intake.get('BA')!;
      const worker = region.workers[0]!;
      const restarts: Promise<void>[] = [];
      /** Waits for some more rows at the node; an import that gave up is run again, as its message says. */
      const rowsUnderWay = async (command: RunningCommand, count: number): Promise<RunningCommand> => {
        let running = command;
        let last = await accepted(node);
        let seen = 0;
        await waitFor(
          `${count} more rows at the node of BA`,
          async () => {
            const now = await accepted(node);
            // A node that was started again counts from 0.
            seen += now < last ? now : now - last;
            last = now;
            if (running.code() === 0)
              throw new Error(`the import was over before its middle: ${running.output()}`);
            if (running.code() !== undefined) running = startWaylight(region.dir, IMPORT);
            return seen >= count;
          },
          { deadlineMs: 60_000, everyMs: 20 },
        );
        return running;
      };

      let command = await rowsUnderWay(startWaylight(region.dir, IMPORT), 8);
      restarts.push(worker.killAndRestart());
      command = await rowsUnderWay(command, 8);
      restarts.push(region.insights.killAndRestart());
      command = await rowsUnderWay(command, 8);
      command.kill();
      await command.ended;
      command = await rowsUnderWay(startWaylight(region.dir, IMPORT), 8);
      await node.killAndRestart();
      command = await rowsUnderWay(command, 8);
      await Promise.all(restarts);
      await Promise.all([node.killAndRestart(), worker.killAndRestart()]);
      await command.ended;

      const finished = JSON.parse((await waylightUntilDone(region.dir, IMPORT)).stdout);
      expect(finished).toMatchObject({ rows: 260 });
      await expectPublicRecord(region.ports.insightsHttp, expected);

      await waylightUntilDone(region.dir, IMPORT);
      await expectPublicRecord(region.ports.insightsHttp, expected);
    }, 360_000);
  },
);

/** New reports that the node took since it started; 0 while it is away. */
async function accepted(node: ServiceProcess): Promise<number> {
  return (await node.metrics())
    .split('\n')
    .filter(
      (line) => line.startsWith('waylight_intake_operations_total{') && line.includes('outcome="accepted"'),
    )
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
