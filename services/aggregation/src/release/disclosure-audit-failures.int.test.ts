import { periodDays } from '@waylight/calendar';
import { DisclosureAuditFailedError } from '@waylight/disclosure-audit';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { createLogger } from '@waylight/service-kit';
import { afterEach, expect, it, vi } from 'vitest';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { makeTopics, startWorker } from '../testing/region.ts';
import { putHeartbeat, releaseJobOf } from '../testing/release-job.ts';
import { decidePeriod } from './decide-period.ts';
import { createReleaseTask } from './release-task.ts';

// A month is audited in this process. The disclosure-audit package tests the audit process and its failures.
vi.mock(import('./decide-period.ts'), async (original) => ({
  decidePeriod: vi.fn((await original()).decidePeriod),
}));

let backend: LogAndStores | undefined;
let worker: LiveConsumption | undefined;
afterEach(async () => {
  await worker?.stop();
  await backend?.close();
});

it('withholds a period whose disclosure audit failed, logs the reason, and retries after an hour', async () => {
  backend = await EMBEDDED.open();
  await makeTopics(backend.eventLog, 3, ['MK']);
  worker = await startWorker(backend);
  const one = backend;
  const records: unknown[] = [];
  const lines: string[] = [];
  const today = periodDays('month', '2025-01').toDay + 30;
  await putHeartbeat(one, today);
  let nowMs = today * 86_400_000;
  const task = createReleaseTask({
    audit: { record: async (event) => void records.push(event) },
    job: releaseJobOf(one, { plan: { ...ONE_TABLE_PLAN, from: '2024-11' } }),
    store: () => one.viewStore.generation('g1'),
    now: () => nowMs,
    log: createLogger({
      service: 'test',
      level: 'warn',
      destination: { write: (line) => void lines.push(line) },
    }),
  });
  const audit = vi.mocked(decidePeriod);
  const failure = new DisclosureAuditFailedError('134', 'Fatal error: 17 of a table');

  audit.mockRejectedValueOnce(failure);
  const { withheld: previewed, releases } = await task.preview(AbortSignal.timeout(20_000));
  expect(previewed).toMatchObject([{ period: '2024-11', reason: 'not-checked' }]);
  expect(releases).toHaveLength(2);
  expect(await task.listDue()).toMatchObject([
    { period: '2024-11', state: 'withheld' },
    { period: '2024-12', state: 'ready' },
    { period: '2025-01', state: 'ready' },
  ]);

  // The closing does not repeat the audit.
  const { releaseIds, withheld } = await task.close(AbortSignal.timeout(20_000));
  expect(releaseIds.map((id) => id.split('.')[1])).toEqual(['2024-12', '2025-01']);
  expect(withheld).toMatchObject([{ period: '2024-11', reason: 'not-checked' }]);
  expect(records).toContainEqual(
    expect.objectContaining({ releaseId: `${ONE_TABLE_PLAN.tables[0]?.id}.2024-11` }),
  );
  const logged = lines.find((line) => line.includes('disclosure audit failed'));
  expect(logged).toMatch(/"code":"134".*Fatal error: ## of a table/);

  const callsBefore = audit.mock.calls.length;
  expect(await task.close(AbortSignal.timeout(20_000))).toMatchObject({ releaseIds: [], withheld });
  expect(audit.mock.calls).toHaveLength(callsBefore);
  nowMs += 60 * 60_000;
  expect(await task.listDue()).toMatchObject([{ period: '2024-11', state: 'preparing' }]);
  const { releaseIds: later } = await task.close(AbortSignal.timeout(20_000));
  expect(later.map((id) => id.split('.')[1])).toEqual(['2024-11']);
});
