import { periodDays } from '@waylight/calendar';
import { createLogger } from '@waylight/service-kit';
import { afterEach, expect, it, vi } from 'vitest';
import { EMBEDDED } from '../testing/log-and-stores.ts';
import { closeLogsAndStores, readPublishedReleases } from '../testing/region.ts';
import {
  closingOptions,
  RELEASE,
  startRegionWithDueMonth,
  TABLE,
  TODAY,
} from '../testing/region-with-due-month.ts';
import { putHeartbeat, releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods } from './close-due-periods.ts';
import { decidePeriod } from './decide-period.ts';
import type { CountedPeriod } from './draw-period.ts';
import { nextPublication } from './publication-time.ts';
import { createReleaseTask } from './release-task.ts';

vi.mock(import('./decide-period.ts'), () => ({ decidePeriod: vi.fn() }));

afterEach(closeLogsAndStores);

const STEP_MS = 600_000;
const BEGIN_MS = TODAY * 86_400_000;
const PUBLICATION_MS = nextPublication(BEGIN_MS);
const ATTEMPTS = [0, 1, 2, 3, 4];

/** A decision for a draw, with the numbers of another draw. Everything else of the releases comes from the draw. */
function decisionFor({ draw }: CountedPeriod, attempt: number, numbersOf = attempt) {
  const variant = { attempt, mergedRows: {} };
  const numbers = draw({ ...variant, attempt: numbersOf });
  return {
    decision: { ...variant, withheldTables: [], withheldVictims: [] },
    released: draw(variant).map((one, i) => ({ ...one, drawn: numbers[i]?.drawn ?? one.drawn })),
  };
}

/**
 * Closes a month whose draw `attempt` passes, and whose audits take a step each. Returns everything that leaves
 * aggregation until the publication, step by step, without the real times of log lines.
 */
async function closeWithAttempt(attempt: number) {
  const one = await startRegionWithDueMonth(EMBEDDED);
  await putHeartbeat(one, TODAY + 1);
  let nowMs = BEGIN_MS;
  const now = () => nowMs;
  const audited: unknown[] = [];
  const lines: string[] = [];
  const task = createReleaseTask({
    job: releaseJobOf(one, { publishesAtOnce: false, now }),
    store: () => one.store,
    audit: { record: async (event) => void audited.push(event) },
    now,
    log: createLogger({
      service: 'test',
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
  });
  const readVisible = async () => {
    const stored = await one.releasedStore.listReleases();
    return {
      due: await task.listDue(),
      audited: [...audited],
      lines: lines.map((line) => ({ ...JSON.parse(line), time: undefined })),
      published: await readPublishedReleases(one),
      stored: await Promise.all(stored.map(({ id }) => one.releasedStore.readRelease(id))),
    };
  };
  const steps: Awaited<ReturnType<typeof readVisible>>[] = [];
  const advance = async () => {
    nowMs += STEP_MS;
    steps.push(await readVisible());
  };
  let drawn: unknown;
  vi.mocked(decidePeriod).mockImplementation(async (_drawing, _due, counted) => {
    for (let audits = 0; audits <= attempt; audits++) await advance();
    drawn = decisionFor(counted, attempt).released.map((release) => release.drawn);
    return decisionFor(counted, attempt, 0);
  });
  const signal = AbortSignal.timeout(60_000);
  const closed = [await task.close(signal)];
  const previewed = await task.preview(signal);
  while (nowMs < PUBLICATION_MS) {
    await advance();
    closed.push(await task.close(signal));
  }
  const published = await readVisible();
  expect(steps.at(-1)?.published).toEqual([]);
  expect(published.published).toHaveLength(1);
  return {
    drawn,
    visible: {
      steps,
      published,
      previewed,
      closed: closed.filter(({ releaseIds }) => releaseIds.length > 0),
    },
  };
}

it('nothing that leaves aggregation depends on the number of draws, at any time', async () => {
  const closings = [];
  for (const attempt of ATTEMPTS) closings.push(await closeWithAttempt(attempt));
  const [first, ...others] = closings;
  // Small counts may be rounded alike in two draws, but not in all.
  expect(others.map(({ drawn }) => drawn)).not.toEqual(others.map(() => first?.drawn));
  for (const { visible } of others) expect(visible).toEqual(first?.visible);
});

it('an audit does not delay the publication of a period that was decided in the same call', async () => {
  const one = await startRegionWithDueMonth(EMBEDDED);
  const job = releaseJobOf(one, { publishesAtOnce: false, now: () => PUBLICATION_MS - 100 });
  vi.mocked(decidePeriod).mockImplementation(async ({ signal }, { period }, counted) => {
    if (period !== '2025-01') await new Promise((_, reject) => signal.addEventListener('abort', reject));
    return decisionFor(counted, 0);
  });
  const today = periodDays('month', '2025-02').toDay + TABLE.closesAfterDays + 1;
  const closing = { ...closingOptions(one.store), today };
  expect(await closeDuePeriods(job, closing)).toMatchObject({ releaseIds: [], withheld: [] });
  vi.mocked(decidePeriod).mockImplementation(async (_drawing, _due, counted) => decisionFor(counted, 0));
  const { releaseIds } = await closeDuePeriods({ ...job, now: () => PUBLICATION_MS }, closing);
  expect(releaseIds).toEqual([RELEASE]);
});
