import { dayOfInstant } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import { Country, ReportEvent, RetractionReason } from '@waylight/contracts/incident';
import { NodeProgress } from '@waylight/contracts/operations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAudit } from '../testing/audit-calls.ts';
import { call, eventually, failure, submission } from '../testing/calls.ts';
import { startNode, type TestNode } from '../testing/region.ts';

const MONTH_MS = 30.5 * 86_400_000;
const REPORTS = 'reports.v1.MK';
let node: TestNode;

beforeAll(async () => {
  node = await startNode();
});
afterAll(() => node.stop());

/** Tells the node that all is counted, and before which day nothing is open any more, as aggregation does. */
async function tell(settledBeforeDay: number): Promise<void> {
  const offsets = await node.eventLog.offsets(REPORTS);
  const progress = NodeProgress.fromPartial({
    ...{ node: Country.MK, generation: 'g1', settledBeforeDay },
    clusterId: await node.eventLog.clusterId(),
    topicId: await node.eventLog.topicId(REPORTS),
    partitions: offsets.map(({ partition, end }) => ({ partition, nextOffset: BigInt(end) })),
  });
  const appender = node.eventLog.createAppender();
  const value = NodeProgress.encode(progress).finish();
  await appender.append('progress.v1.MK', [{ key: Buffer.from('g1'), value }]);
  await appender.close();
}

async function logged(): Promise<ReportEvent[]> {
  const events: ReportEvent[] = [];
  for (const { partition, start } of await node.eventLog.offsets(REPORTS))
    for await (const { records } of node.eventLog.readFrom({ topic: REPORTS, partition }, start))
      events.push(...records.flatMap(({ value }) => (value === null ? [] : ReportEvent.decode(value))));
  return events;
}

const reasonOf = async (reportId: string) =>
  (await call(await node.as('LEGIS'), 'getReceipt', { reportId })).receipt?.retractionReason;

it('a report expires 36 months after first receipt, once its releases are closed, and everybody is told what is theirs', async () => {
  const now = Date.now();
  const legis = await node.as('LEGIS');
  // The log's clock is that of this machine, so the node's goes back.
  node.clock.nowMs = now - 37 * MONTH_MS;
  const occurredOn = new Date(node.clock.nowMs - 5 * MONTH_MS).toISOString().slice(0, 10);
  await call(legis, 'submitReport', submission('old', { occurredOn }));
  node.clock.nowMs = now - 34 * MONTH_MS;
  await call(legis, 'submitReport', submission('young', { occurredOn }));
  await eventually(async () => ((await logged()).length === 2 ? true : undefined));
  node.clock.nowMs = now;
  await tell(dayOfInstant(now - 60 * MONTH_MS));
  await tell(dayOfInstant(now - 61 * MONTH_MS));
  expect(await reasonOf('old')).toBe(RetractionReason.UNSPECIFIED);

  await tell(dayOfInstant(now - 12 * MONTH_MS));
  await eventually(async () => ((await reasonOf('old')) === RetractionReason.EXPIRED ? true : undefined));
  const [event] = await eventually(async () => {
    const ended = (await logged()).filter(({ change }) => change?.$case === 'retraction');
    return ended.length > 0 ? ended : undefined;
  });
  expect(event).toMatchObject({ revision: 2, change: { value: { reason: RetractionReason.EXPIRED } } });
  expect(await reasonOf('young')).toBe(RetractionReason.UNSPECIFIED);
  const again = await failure(call(legis, 'submitReport', submission('old', { occurredOn })));
  expect(again).toMatchObject({ code: 'FAILED_PRECONDITION', message: expect.stringMatching(/has expired/) });
  const preview = await failure(call(legis, 'previewReport', submission('old', { occurredOn })));
  expect(preview.message).toBe(again.message);

  const isExpiry = ({ kind }: { kind: AuditKind }) => kind === AuditKind.REPORTS_EXPIRED;
  const byOperator = (await listAudit(await node.operator())).entries.filter(isExpiry);
  expect(byOperator).toMatchObject([{ count: 1, organisation: 0 }]);
  // It would count what LEGIS reported.
  expect((await listAudit(await node.as('MYLA'))).entries.filter(isExpiry)).toEqual([]);
});
