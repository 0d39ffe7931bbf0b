import { dateOf, dayNumber, dayOfInstant } from '@waylight/calendar';
import { AuditKind, RetentionSubject } from '@waylight/contracts/audit';
import { Country, ReportEvent, RetractionReason } from '@waylight/contracts/incident';
import { NodeProgress } from '@waylight/contracts/operations';
import { getRetention, type InProcessRegion, listAudit, type RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, eventually, expectFailure, startNode, submission } from '../testing/calls.ts';
import { createToday } from '../today.ts';

const MONTH_MS = 30.5 * 86_400_000;
const REPORTS = 'reports.v1.MK';
let region: InProcessRegion;
let node: RegionNode;

beforeAll(async () => {
  region = await startNode();
  node = region.node();
});
afterAll(() => region.stop());

/** Publishes progress as aggregation does: everything is counted, and all periods before the day are closed. */
async function publishProgress(settledBeforeDay: number): Promise<void> {
  const offsets = await region.eventLog.offsets(REPORTS);
  const progress = NodeProgress.fromPartial({
    node: Country.MK,
    generation: 'g1',
    settledBeforeDay,
    clusterId: await region.eventLog.clusterId(),
    topicId: await region.eventLog.topicId(REPORTS),
    partitions: offsets.map(({ partition, end }) => ({ partition, nextOffset: BigInt(end) })),
  });
  const appender = region.eventLog.createAppender();
  const value = NodeProgress.encode(progress).finish();
  await appender.append('progress.v1.MK', [{ key: Buffer.from('g1'), value }]);
  await appender.close();
}

async function readLogged(): Promise<ReportEvent[]> {
  const events: ReportEvent[] = [];
  for (const { partition, start } of await region.eventLog.offsets(REPORTS))
    for await (const { records } of region.eventLog.readFrom({ topic: REPORTS, partition }, start))
      events.push(...records.flatMap(({ value }) => (value === null ? [] : ReportEvent.decode(value))));
  return events;
}

const reasonOf = async (reportId: string) =>
  (await call(await node.organisation('LEGIS'), 'getReceipt', { reportId })).receipt?.retractionReason;

it('a report expires 36 months after first receipt, once its releases are closed; its organisation and the operator see the expiry', async () => {
  const now = Date.now();
  const legis = await node.organisation('LEGIS');
  // The log uses this machine's clock, so the test sets the node's back.
  region.clock.nowMs = now - 37 * MONTH_MS;
  const occurredOn = new Date(region.clock.nowMs - 5 * MONTH_MS).toISOString().slice(0, 10);
  await call(legis, 'submitReport', submission('old', { occurredOn }));
  region.clock.nowMs = now - 34 * MONTH_MS;
  await call(legis, 'submitReport', submission('young', { occurredOn }));
  await eventually(async () => ((await readLogged()).length === 2 ? true : undefined));
  region.clock.nowMs = now;
  await publishProgress(dayOfInstant(now - 60 * MONTH_MS));
  await publishProgress(dayOfInstant(now - 61 * MONTH_MS));
  expect(await reasonOf('old')).toBe(RetractionReason.UNSPECIFIED);

  await publishProgress(dayOfInstant(now - 12 * MONTH_MS));
  await eventually(async () => ((await reasonOf('old')) === RetractionReason.EXPIRED ? true : undefined));
  const [event] = await eventually(async () => {
    const ended = (await readLogged()).filter(({ change }) => change?.$case === 'retraction');
    return ended.length > 0 ? ended : undefined;
  });
  expect(event).toMatchObject({ revision: 2, change: { value: { reason: RetractionReason.EXPIRED } } });
  expect(await reasonOf('young')).toBe(RetractionReason.UNSPECIFIED);
  const resubmission = await expectFailure(call(legis, 'submitReport', submission('old', { occurredOn })));
  expect(resubmission).toMatchObject({
    code: 'FAILED_PRECONDITION',
    message: expect.stringMatching(/has expired/),
  });
  const preview = await expectFailure(call(legis, 'previewReport', submission('old', { occurredOn })));
  expect(preview.message).toBe(resubmission.message);

  const isExpiry = ({ kind }: { kind: AuditKind }) => kind === AuditKind.REPORTS_EXPIRED;
  const byOperator = (await listAudit(await node.operator())).entries.filter(isExpiry);
  expect(byOperator).toMatchObject([{ count: 1, organisation: 0 }]);
  // The audit entry would reveal how many reports LEGIS has.
  expect((await listAudit(await node.organisation('MYLA'))).entries.filter(isExpiry)).toEqual([]);
});

it('operators see the number of removals, a country’s officer only their month, and others nothing', async () => {
  const subject = RetentionSubject.REPORTS;
  const today = dayOfInstant(region.clock.nowMs);
  const { year, month } = dateOf(today);
  const received = createToday(() => region.clock.nowMs - 34 * MONTH_MS, 'Europe/Skopje')();
  const exact = await getRetention(await node.operator());
  expect(exact.removals).toMatchObject([{ subject, day: today, count: 1n }]);
  expect(exact.statuses).toMatchObject([
    { subject, months: 36, isDue: false, dueCount: 0n, oldestDay: received },
    { subject: RetentionSubject.ACTIVITY, months: 36, isDue: false, oldestDay: 0 },
    { subject: RetentionSubject.AUDIT_ENTRIES, months: 60, isDue: false, dueCount: 0n },
  ]);
  const officer = await getRetention(await node.officer('of-mk'));
  expect(officer.removals).toMatchObject([{ subject, day: dayNumber(year, month, 1), count: 0n }]);
  const legisOfficer = await getRetention(await node.officer('of-legis'));
  expect(legisOfficer.removals).toEqual([]);
  for (const { statuses } of [officer, legisOfficer])
    expect(statuses.map(({ months, dueCount, oldestDay }) => [months, dueCount, oldestDay])).toEqual([
      [36, 0n, 0],
      [36, 0n, 0],
      [60, 0n, 0],
    ]);
  for (const client of [
    await node.organisation('LEGIS'),
    await node.organisation('MYLA'),
    await node.officer('of-rs'),
    await node.client(),
  ])
    expect(await expectFailure(getRetention(client))).toMatchObject({ code: 'PERMISSION_DENIED' });

  const reads = (await listAudit(await node.operator(), { kinds: [AuditKind.RETENTION_READ] })).entries;
  expect(reads.map(({ operator, holder }) => operator || holder)).toEqual(['region', 'of-mk', 'of-legis']);
});

it('operators and a country’s officer see overdue records, an organisation’s officer does not', async () => {
  // Without progress from the region a node removes nothing.
  const alone = await startNode();
  try {
    const now = alone.clock.nowMs;
    alone.clock.nowMs = now - 37 * MONTH_MS;
    const occurredOn = new Date(alone.clock.nowMs).toISOString().slice(0, 10);
    await call(await alone.node().organisation('LEGIS'), 'submitReport', submission('waits', { occurredOn }));
    alone.clock.nowMs = now;
    const reports = async (client: Parameters<typeof getRetention>[0]) =>
      (await getRetention(client)).statuses[0];
    expect(await reports(await alone.node().operator())).toMatchObject({ isDue: true, dueCount: 1n });
    expect(await reports(await alone.node().officer('of-mk'))).toMatchObject({ isDue: true, dueCount: 0n });
    expect(await reports(await alone.node().officer('of-legis'))).toMatchObject({
      isDue: false,
      dueCount: 0n,
    });
  } finally {
    await alone.stop();
  }
});
