import { Country, ReportEvent, RetractionReason } from '@waylight/contracts/incident';
import { Presence, ReceiptState } from '@waylight/contracts/intake';
import { NodeHeartbeat, NodeProgress } from '@waylight/contracts/operations';
import { Audience } from '@waylight/contracts/release';
import { AppendError, type EventLog } from '@waylight/event-log';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, startNode, submission } from './testing/calls.ts';

let region: InProcessRegion;
let node: RegionNode;

beforeAll(async () => {
  region = await startNode();
  node = region.node();
});
afterAll(() => region.stop());

const REPORTS = 'reports.v1.MK';

async function receipt(reportId: string, organisation = 'MYLA') {
  const client = await node.organisation(organisation);
  return (await call(client, 'getReceipt', { reportId })).receipt;
}

const waitForState = (reportId: string, state: ReceiptState) =>
  eventually(async () => {
    const current = await receipt(reportId);
    return current?.state === state ? current : undefined;
  });

async function eventsOf(topic: string, eventLog: EventLog = region.eventLog) {
  const values: Uint8Array[] = [];
  for (const { partition, start } of await eventLog.offsets(topic))
    for await (const { records } of eventLog.readFrom({ topic, partition }, start))
      values.push(...records.flatMap(({ value }) => value ?? []));
  return values;
}

/** Publishes progress as aggregation does: all records on the node's topic are counted. */
async function publishCounted(over: Partial<Parameters<typeof NodeProgress.fromPartial>[0]> = {}) {
  const offsets = await region.eventLog.offsets(REPORTS);
  const positions = offsets.map(({ partition, end }) => ({ partition, nextOffset: BigInt(end) }));
  const progress = NodeProgress.fromPartial({
    node: Country.MK,
    generation: 'g1',
    clusterId: await region.eventLog.clusterId(),
    topicId: await region.eventLog.topicId(REPORTS),
    partitions: positions,
    ...over,
  });
  const appender = region.eventLog.createAppender();
  await appender.append('progress.v1.MK', [
    { key: Buffer.from('g1'), value: NodeProgress.encode(progress).finish() },
  ]);
  await appender.close();
  return positions;
}

describe('the delivery of a report', () => {
  it('goes from accepted to logged, counted and in a release', async () => {
    const myla = await node.organisation('MYLA');
    await call(myla, 'submitReport', submission('way', { occurredOn: '2026-02-10' }));
    await waitForState('way', ReceiptState.LOGGED);
    const positions = await publishCounted();
    await waitForState('way', ReceiptState.COUNTED);
    const day = (text: string) => Date.parse(text) / 86_400_000;
    const nextOffsets: bigint[] = [];
    for (const { partition, nextOffset } of positions) nextOffsets[partition] = nextOffset;
    const february = {
      period: '2026-02',
      fromDay: day('2026-02-02'),
      toDay: day('2026-03-01'),
      nextOffsets,
      releasedTables: [{ audience: Audience.PARTNERS, tableIndexes: [1] }],
    };
    await publishCounted({ closedPeriods: [february], tableIds: ['a', 'm'] });
    const done = await waitForState('way', ReceiptState.IN_RELEASE);
    expect(done.releases).toEqual(['m.2026-02.partners']);
    expect(done.steps.map(({ state }) => state)).toEqual([
      ReceiptState.ACCEPTED,
      ReceiptState.LOGGED,
      ReceiptState.COUNTED,
      ReceiptState.IN_RELEASE,
    ]);
  });

  it('ends as retracted, for a retraction, once the region has counted it', async () => {
    const myla = await node.organisation('MYLA');
    await call(myla, 'submitReport', submission('ended'));
    await waitForState('ended', ReceiptState.LOGGED);
    await call(myla, 'retractReport', { reportId: 'ended', baseRevision: 0, reason: 3, validateOnly: false });
    await waitForState('ended', ReceiptState.LOGGED);
    await publishCounted();
    expect((await waitForState('ended', ReceiptState.RETRACTED)).revision).toBe(2);
  });

  it('ends at the node if the report is not shared', async () => {
    const myla = await node.organisation('MYLA');
    const before = (await eventsOf(REPORTS)).length;
    await call(myla, 'submitReport', submission('own', { shareWith: '' }));
    await call(myla, 'submitReport', submission('after'));
    await waitForState('after', ReceiptState.LOGGED);
    expect((await receipt('own'))?.state).toBe(ReceiptState.ACCEPTED);
    expect(await eventsOf(REPORTS)).toHaveLength(before + 1);
    await call(myla, 'retractReport', { reportId: 'own', baseRevision: 0, reason: 1, validateOnly: false });
    expect((await receipt('own'))?.state).toBe(ReceiptState.RETRACTED);
  });

  it('includes a published retraction after narrowing, and a newer revision after widening', async () => {
    const myla = await node.organisation('MYLA');
    const share = (shareWith: string, baseRevision: number) =>
      call(myla, 'reviseReport', {
        report: report('narrow', { shareWith }),
        baseRevision,
        validateOnly: false,
      });
    await call(myla, 'submitReport', submission('narrow'));
    await waitForState('narrow', ReceiptState.LOGGED);
    await share('organisation', 1);
    const logged = await waitForState('narrow', ReceiptState.LOGGED);
    expect(logged.notes).toMatchObject([{ field: 'share_with' }]);
    await share('public', 2);
    await waitForState('narrow', ReceiptState.LOGGED);
    const events = (await eventsOf(REPORTS)).map((value) => ReportEvent.decode(value));
    const isNarrowing = ({ change }: ReportEvent) =>
      change?.$case === 'retraction' && change.value.reason === RetractionReason.SHARING_NARROWED;
    const reference = events.find(isNarrowing)?.reportReference ?? Buffer.alloc(0);
    const own = events.filter((event) => reference.equals(event.reportReference));
    expect(own.map(({ revision, change }) => [revision, change?.$case])).toEqual([
      [1, 'incident'],
      [2, 'retraction'],
      [3, 'incident'],
    ]);
  });

  it('ignores progress of another log, and malformed messages', async () => {
    const myla = await node.organisation('MYLA');
    await call(myla, 'submitReport', submission('other-log'));
    await waitForState('other-log', ReceiptState.LOGGED);
    await publishCounted({ topicId: 'another' });
    const appender = region.eventLog.createAppender();
    await appender.append('progress.v1.MK', [{ key: Buffer.from('g1'), value: Buffer.from('\u00ff\u00ff') }]);
    await appender.close();
    await eventually(() => (region.logLines.some((line) => line.includes('skipped')) ? true : undefined));
    expect((await receipt('other-log'))?.state).toBe(ReceiptState.LOGGED);
    await publishCounted();
    await waitForState('other-log', ReceiptState.COUNTED);
  });
});

describe('a node', () => {
  it('publishes a heartbeat', async () => {
    const [beat] = await eventually(async () => {
      const beats = await eventsOf('heartbeat.v1.MK');
      return beats.length > 0 ? beats : undefined;
    });
    expect(NodeHeartbeat.decode(beat!)).toMatchObject({
      node: Country.MK,
      hour: Math.floor(region.clock.nowMs / 3_600_000),
    });
  });

  it('refuses a request that is too large', async () => {
    const myla = await node.organisation('MYLA');
    const large = submission('large', { place: 'x'.repeat(200_000) });
    expect((await expectFailure(call(myla, 'submitReport', large))).code).toBe('RESOURCE_EXHAUSTED');
  });

  it('has metrics with no labels except node and outcome', async () => {
    const text = await node.metrics();
    const own = text.split('\n').filter((line) => line.startsWith('waylight_intake_'));
    const labels = new Set(own.flatMap((line) => [...line.matchAll(/[{,](\w+)=/g)].map(([, name]) => name)));
    expect([...labels].sort()).toEqual(['node', 'outcome', 'service']);
  });

  it('publishes activity on its own topic, and accepts its revisions', async () => {
    const legis = await node.organisation('LEGIS');
    const activity = {
      activityId: 'week-9',
      fromDay: '2026-02-23',
      toDay: '2026-03-01',
      country: 'MK',
      area: '',
      present: true,
      presence: Presence.PRESENT,
      fieldVisits: 3,
      services: [{ service: 'legal aid', outcome: 'given', count: 4 }],
    };
    const first = await call(legis, 'submitActivity', { activity, validateOnly: false });
    expect(first).toMatchObject({ outcome: 1, receipt: { activityId: 'week-9', revision: 1 } });
    const changed = { ...activity, fieldVisits: 4 };
    expect(
      (await expectFailure(call(legis, 'submitActivity', { activity: changed, validateOnly: false }))).code,
    ).toBe('ALREADY_EXISTS');
    const revised = await call(legis, 'reviseActivity', {
      activity: changed,
      baseRevision: 1,
      validateOnly: false,
    });
    expect(revised).toMatchObject({ receipt: { revision: 2 } });
    await eventually(async () => ((await eventsOf('activity.v1.MK')).length > 0 ? true : undefined));
    const wrong = {
      ...activity,
      toDay: '2026-13-01',
      services: [{ service: 'hugs', outcome: '', count: 1 }],
    };
    const { details } = await expectFailure(
      call(legis, 'submitActivity', { activity: wrong, validateOnly: false }),
    );
    expect(details[0]?.type === 'badRequest' && details[0].violations.map(({ field }) => field)).toEqual([
      'to_day',
      'services[0].service',
    ]);
  });
});

describe('without the event log', () => {
  it('a node is ready, accepts reports and publishes them later', async () => {
    let isUnavailable = true;
    const fail = (): Promise<never> => Promise.reject(new AppendError('unavailable'));
    const region = await startNode({
      log: (eventLog) => ({
        ...eventLog,
        checkTopics: (specs) => (isUnavailable ? fail() : eventLog.checkTopics(specs)),
        createAppender: () => {
          const appender = eventLog.createAppender();
          return {
            ...appender,
            append: (...all) => (isUnavailable ? fail() : appender.append(...all)),
            appendAll: (...all) => (isUnavailable ? fail() : appender.appendAll(...all)),
          };
        },
      }),
    });
    try {
      const myla = await region.node().organisation('MYLA');
      await call(myla, 'submitReport', submission('cut-off'));
      expect(await region.node().service().ready()).toBe(true);
      const state = async () => (await call(myla, 'getReceipt', { reportId: 'cut-off' })).receipt?.state;
      expect(await state()).toBe(ReceiptState.ACCEPTED);
      const oldest = async () =>
        /^waylight_intake_outbox_oldest_seconds\{.*\} (\S+)$/m.exec(await region.node().metrics())?.[1];
      expect(await oldest()).toBe('0');
      region.clock.nowMs += 90_000;
      expect(await oldest()).toBe('90');
      isUnavailable = false;
      await eventually(async () => ((await state()) === ReceiptState.LOGGED ? true : undefined));
      expect(await oldest()).toBe('0');
    } finally {
      await region.stop();
    }
  });
});
