import { ReleaseEvent } from '@waylight/contracts/release';
import { createLogger } from '@waylight/service-kit';
import { afterEach, expect, it, vi } from 'vitest';
import { EMBEDDED } from '../testing/log-and-stores.ts';
import { closeLogsAndStores, readPublishedReleases } from '../testing/region.ts';
import { startRegionWithDueMonth, TODAY } from '../testing/region-with-due-month.ts';
import { releaseJobOf } from '../testing/release-job.ts';
import { decidePeriod } from './decide-period.ts';
import { createReleaseTask } from './release-task.ts';

vi.mock(import('./decide-period.ts'), () => ({ decidePeriod: vi.fn() }));

afterEach(closeLogsAndStores);

/** Everything that leaves a closing, without the numbers that were drawn and the times of log lines. */
async function closeWithAttempt(attempt: number) {
  const one = await startRegionWithDueMonth(EMBEDDED);
  vi.mocked(decidePeriod).mockImplementation(async (_drawing, _due, { draw }) => {
    const variant = { attempt, mergedRows: {} };
    return { decision: { ...variant, withheldTables: [], withheldVictims: [] }, released: draw(variant) };
  });
  const audited: unknown[] = [];
  const lines: string[] = [];
  const task = createReleaseTask({
    job: releaseJobOf(one),
    store: () => one.store,
    audit: { record: async (event) => void audited.push(event) },
    now: () => TODAY * 86_400_000,
    log: createLogger({
      service: 'test',
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
  });
  const signal = AbortSignal.timeout(60_000);
  const previewed = await task.preview(signal);
  const closed = await task.close(signal);
  const events = (await readPublishedReleases(one)).map((bytes) => ReleaseEvent.decode(bytes));
  const withoutNumbers = ({
    cells,
    rowTotals,
    columnTotals,
    total: _,
    signature: _none,
    ...event
  }: ReleaseEvent) => ({
    ...event,
    sizes: [cells, rowTotals, columnTotals].map(({ length }) => length),
  });
  return {
    numbers: events.map(({ cells }) => cells),
    visible: {
      events: events.map(withoutNumbers),
      previewed: { ...previewed, releases: previewed.releases.map(withoutNumbers) },
      closed,
      audited,
      lines: lines.map((line) => ({ ...JSON.parse(line), time: undefined })),
      labels: await one.releasedStore
        .listReleases()
        .then((all) => all.map(({ id, index }) => ({ id, index }))),
    },
  };
}

it('closings that differ only in the number of draws differ only in their numbers', async () => {
  const first = await closeWithAttempt(0);
  const others = [];
  for (const attempt of [1, 2, 3, 4]) others.push(await closeWithAttempt(attempt));
  // Small counts may be rounded alike in two draws, but not in all.
  expect(others.map(({ numbers }) => numbers)).not.toEqual(others.map(() => first.numbers));
  for (const { visible } of others) expect(visible).toEqual(first.visible);
  expect(first.visible.lines.map(({ message, msg }) => message ?? msg)).toHaveLength(1);
});
