import { createLogger } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { ViewStoreRefusedError } from '@waylight/view-store';
import { expect, it } from 'vitest';
import { createFailingWatch } from './failing-watch.ts';

const id = { topic: 'reports.v1.MK', partition: 0 };
const refused = new ViewStoreRefusedError('the view store refused: OOM …', new Error('OOM'), 'OOM');

it('calls for help once when partitions fail for long, with the word of the store, and tells when it is over', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({
    service: 'aggregation',
    level: 'info',
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  let nowMs = 0;
  let looks = 0;
  let failing = [{ id, attempts: 3, error: refused }];
  const consumption = () => {
    looks++;
    return { failingPartitions: () => failing } as never;
  };
  const running = await createFailingWatch({
    live: { consumption },
    metrics: { setFailing: () => {} },
    everyMs: 1,
    log,
    elapsed: () => nowMs,
  }).start(AbortSignal.timeout(5_000));
  const looked = async () => {
    const before = looks;
    await waitFor('a few looks', () => looks > before + 2);
  };
  await looked();
  nowMs = 9_000;
  await looked();
  expect(lines).toEqual([]);
  nowMs = 10_000;
  await looked();
  nowMs = 60_000;
  await looked();
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'error',
      count: 1,
      status: 'OOM',
      msg: expect.stringMatching(/nothing is lost/),
    }),
  ]);
  failing = [];
  await looked();
  await running.stop();
  expect(lines.slice(1)).toEqual([
    expect.objectContaining({ level: 'info', msg: 'all partitions are counted again' }),
  ]);
});
