import { createLogger } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { ViewStoreRefusedError } from '@waylight/view-store';
import { expect, it } from 'vitest';
import { createPartitionWatch } from './partition-watch.ts';

const id = { topic: 'reports.v1.MK', partition: 0 };
const refused = new ViewStoreRefusedError('the view store refused: OOM …', new Error('OOM'), 'OOM');

it('logs once when partitions fail for long, with the reply of the store, and once when they recover', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({
    service: 'aggregation',
    level: 'info',
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  let nowMs = 0;
  let checks = 0;
  let failing = [{ id, attempts: 3, error: refused }];
  const consumption = () => {
    checks++;
    return { failingPartitions: () => failing, stoppedPartitions: () => [] } as never;
  };
  const running = await createPartitionWatch({
    live: { consumption },
    metrics: { setFailing: () => {}, setStopped: () => {} },
    everyMs: 1,
    log,
    elapsed: () => nowMs,
  }).start(AbortSignal.timeout(5_000));
  const waitForChecks = async () => {
    const before = checks;
    await waitFor('a few checks', () => checks > before + 2);
  };
  await waitForChecks();
  nowMs = 9_000;
  await waitForChecks();
  expect(lines).toEqual([]);
  nowMs = 10_000;
  await waitForChecks();
  nowMs = 60_000;
  await waitForChecks();
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'error',
      count: 1,
      status: 'OOM',
      msg: expect.stringMatching(/no data lost/),
    }),
  ]);
  failing = [];
  await waitForChecks();
  await running.stop();
  expect(lines.slice(1)).toEqual([expect.objectContaining({ level: 'info', msg: 'partitions recovered' })]);
});
