import { type ServiceError, status } from '@grpc/grpc-js';
import { organisationUri } from '@waylight/access';
import { periodDays } from '@waylight/calendar';
import { heartbeatTopic, progressTopic } from '@waylight/contracts';
import { Country, Layer } from '@waylight/contracts/incident';
import {
  DeadLetterReason,
  DuePeriodState,
  NodeHeartbeat,
  NodeProgress,
  RebuildStep,
} from '@waylight/contracts/operations';
import { ReleaseEvent } from '@waylight/contracts/release';
import { checkSignature, exportTable } from '@waylight/disclosure-control';
import { waitFor } from '@waylight/testing';
import type { InProcessRegion } from '@waylight/tests-region';
import { decodePublicRecord, EMPTY_DIGEST, encodeDigest, toggleReport } from '@waylight/trends';
import { ViewStoreUnavailableError } from '@waylight/view-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLastRecords } from './tasks/read-last-records.ts';
import { offsetsByRelease } from './tasks/release-progress.ts';
import { reference, reportRecord } from './testing/events.ts';
import { operationsClient } from './testing/operations-client.ts';
import { cellsOf, send, waitUntilAllCounted } from './testing/region.ts';
import { startAggregation, TODAY_MS } from './testing/start-aggregation.ts';

const HOUR = TODAY_MS / 3_600_000;

let region: InProcessRegion;
let isStoreAway = false;
let operator: ReturnType<typeof operationsClient>;

const callAs = async (uri?: string) =>
  operationsClient(region.aggregation.service().ports().operations, await region.aggregation.tls(uri));

/** Releases in the node's progress, each with the sum of the offsets of the node's topic. */
async function announcedReleases(): Promise<[string, bigint][]> {
  const sum = (offsets: readonly bigint[]) => offsets.reduce((all, offset) => all + offset, 0n);
  return [...offsetsByRelease(await lastProgress())].map(([id, offsets]) => [id, sum(offsets)]);
}

async function lastProgress(): Promise<NodeProgress> {
  const records = await readLastRecords(region.eventLog, { topic: progressTopic('MK'), partition: 0 }, 1);
  return NodeProgress.decode(records[0]?.value ?? new Uint8Array());
}

beforeAll(async () => {
  region = await startAggregation({
    store: (viewStore) => ({
      ...viewStore,
      acquireLease: async (...lease) => {
        if (isStoreAway) throw new ViewStoreUnavailableError(new Error('away'));
        return viewStore.acquireLease(...lease);
      },
    }),
  });
  operator = await callAs();
  await send(region.eventLog, 'MK', [
    ...[1, 2, 3].map((n) => reportRecord({ reference: n, revision: 1, incident: { victims: 2 } })),
    reportRecord({ reference: 3, revision: 2 }),
    reportRecord({ reference: 4, revision: 1, layer: Layer.PUBLIC_RECORD, incident: { victims: 5 } }),
    { key: reference(9), value: Buffer.from([0x0a, 0xff]) },
  ]);
  await waitUntilAllCounted(region.eventLog, region.viewStore.generation('g1'));
});

afterAll(async () => {
  operator.close();
  await region.stop();
});

describe('aggregation as a service', () => {
  it('publishes to the node its positions, its current reports and its refused references', async () => {
    await waitFor('progress with the refused reference', async () =>
      (await lastProgress()).partitions.some(({ refusedReferences }) => refusedReferences.length > 0),
    );
    const progress = await lastProgress();
    expect(progress).toMatchObject({ node: Country.MK, generation: 'g1' });
    expect(progress.partitions.reduce((sum, one) => sum + Number(one.nextOffset), 0)).toBe(6);
    expect(progress.partitions.reduce((sum, one) => sum + one.currentReports, 0)).toBe(3);
    const digest = [1, 2, 4].reduce((sum, n) => toggleReport(sum, reference(n), 1), EMPTY_DIGEST);
    const digests = progress.partitions.map(({ currentDigest }) => Buffer.from(currentDigest));
    const both = digests[0]!.map((byte, i) => byte ^ digests[1]![i]!);
    expect(Buffer.from(both)).toEqual(Buffer.from(encodeDigest(digest)));
    expect(
      progress.partitions.flatMap((one) => one.refusedReferences).map((one) => Buffer.from(one)),
    ).toEqual([reference(9)]);
  });

  it('publishes the public record, and nothing from reports of other layers', async () => {
    const year = async () => (await region.releasedStore.readPublicRecord(['2025']))[0];
    await waitFor('the public record', async () => (await year()) !== undefined);
    const cells = decodePublicRecord((await year())!.body);
    expect(cells.map(({ bucket, value }) => [bucket, value])).toEqual([
      ['p2025-03', { reports: 1, incidents: 1, victims: 5 }],
    ]);
    await send(region.eventLog, 'MK', [
      reportRecord({ reference: 4, revision: 2, layer: Layer.PUBLIC_RECORD }),
    ]);
    await waitFor('the retraction of its only report', async () => {
      return decodePublicRecord((await year())!.body).length === 0;
    });
  });

  it('publishes freshness of a node only from its heartbeats', async () => {
    expect(await region.releasedStore.readStatus('freshness.MK')).toBeNull();
    const heartbeat = NodeHeartbeat.fromPartial({ node: Country.MK, hour: HOUR, codeBookVersion: 1 });
    const appender = region.eventLog.createAppender();
    await appender.append(heartbeatTopic('MK'), [
      { key: Buffer.from('MK'), value: NodeHeartbeat.encode(heartbeat).finish() },
    ]);
    await waitFor('freshness', async () => (await region.releasedStore.readStatus('freshness.MK')) !== null);
    expect(NodeHeartbeat.decode((await region.releasedStore.readStatus('freshness.MK'))!).hour).toBe(HOUR);
  });

  it('returns positions and dead letters to operators', async () => {
    const { generation, partitions, problems } = await operator.getStatus();
    expect(generation).toBe('g1');
    expect(problems).toEqual([]);
    // Each of six nodes has two partitions of reports and two of activity.
    expect(partitions).toHaveLength(24);
    const mk = partitions.filter(({ topic }) => topic === 'reports.v1.MK');
    expect(mk.every(({ claimed, lag, stopReason }) => claimed && lag === 0n && stopReason === '')).toBe(true);
    expect(mk.reduce((sum, { end }) => sum + end, 0n)).toBe(7n);
    const { deadLetters } = await operator.listDeadLetters();
    expect(deadLetters).toHaveLength(1);
    expect(deadLetters[0]).toMatchObject({
      topic: 'reports.v1.MK',
      reason: DeadLetterReason.UNREADABLE,
      size: 2,
    });
    await expect(operator.listDeadLetters(1_001)).rejects.toMatchObject({ code: 3 });
  });

  it('refuses every caller except operators', async () => {
    const organisation = await callAs(organisationUri('MYLA'));
    await expect(organisation.getStatus()).rejects.toMatchObject({ code: 7 });
    await expect(organisation.rebuild()).rejects.toMatchObject({ code: 7 });
    organisation.close();
  });

  it('returns a transient error while the store is away', async () => {
    isStoreAway = true;
    const refused = await operator
      .closeDuePeriods()
      .catch(({ code, details }: ServiceError) => [code, details]);
    isStoreAway = false;
    expect(refused).toEqual([status.UNAVAILABLE, 'the view store does not respond']);
  });

  it('closes due periods only by the operations call, and publishes them in the progress of the node', async () => {
    expect(await region.releasedStore.listReleases()).toEqual([]);
    const state = DuePeriodState.PREPARING;
    expect((await operator.getStatus()).duePeriods).toMatchObject([
      { period: '2025-01', state },
      { period: '2025-02', state },
    ]);
    const { releaseIds } = await operator.closeDuePeriods();
    expect(releaseIds).toEqual(['minimal-month.2025-01.partners', 'minimal-month.2025-02.partners']);
    expect((await operator.closeDuePeriods()).releaseIds).toEqual([]);
    expect((await operator.getStatus()).duePeriods).toEqual([]);
    expect((await region.releasedStore.listReleases()).map(({ id }) => id)).toEqual(releaseIds);
    await waitFor('both releases in the progress', async () => (await announcedReleases()).length === 2);
    expect(await announcedReleases()).toEqual(releaseIds.map((id) => [id, 7n]));
    const [first] = (await lastProgress()).closedPeriods;
    expect(first).toMatchObject({ ...periodDays('month', '2025-01'), byReceipt: false });
  });

  it('signs releases with the key of its configuration', async () => {
    const [listed] = await region.releasedStore.listReleases();
    const table = await region.releasedStore.readRelease(listed!.id);
    const event = ReleaseEvent.decode(table!.body);
    const [key] = region.files.releaseKeys;
    expect(event.signingKeyId).toBe(key!.keyId);
    const exported = JSON.parse(JSON.stringify(exportTable(event, 'partners')));
    expect(checkSignature(exported, region.files.releaseKeys)).toEqual({
      kind: 'verified',
      keyId: key!.keyId,
    });
    const other = exportTable({ ...event, period: '2025-03' }, 'partners');
    expect(checkSignature(other, region.files.releaseKeys).kind).toBe('altered');
  });

  it('rebuilds in parallel with the live generation, swaps, and continues in the new one', async () => {
    const before = await cellsOf(region.viewStore.generation('g1'));
    expect(await region.viewStore.acquireLease('rebuild', 'another process', 60_000)).toBe(true);
    await expect(operator.rebuild()).rejects.toMatchObject({ code: 10 });
    await region.viewStore.releaseLease('rebuild', 'another process');
    const steps = await operator.rebuild();
    expect(steps.at(-1)).toMatchObject({
      step: RebuildStep.SWAPPED,
      generation: 'g2',
      differingPartitions: 0,
    });
    expect(await cellsOf(region.viewStore.generation('g2'))).toEqual(before);
    await waitFor('the worker to switch', async () => (await operator.getStatus()).generation === 'g2');
    await send(region.eventLog, 'MK', [reportRecord({ reference: 77, revision: 1, incident: {} })]);
    await waitUntilAllCounted(region.eventLog, region.viewStore.generation('g2'));
    await waitFor('progress of the new generation', async () => {
      const progress = await lastProgress();
      return progress.generation === 'g2' && progress.closedPeriods.length === 2;
    });
  });

  it('keeps the live generation if the rebuilt one differs', async () => {
    const live = region.viewStore.generation('g2');
    const [partition] = (await operator.getStatus()).partitions.filter(({ position }) => position > 0n);
    const name = `${partition!.topic}:${partition!.partition}`;
    const { epoch, position } = await live.claim(name);
    await live.commit(name, {
      epoch,
      expected: position,
      next: position!,
      contributions: new Map(),
      cells: new Map([['o2025-03', new Map([['a wrong cell', '1 1 0']])]]),
    });
    const steps = await operator.rebuild();
    expect(steps.at(-1)).toMatchObject({
      step: RebuildStep.REFUSED,
      generation: 'g3',
      differingPartitions: 1,
    });
    expect((await operator.getStatus()).generation).toBe('g2');
    expect(await region.viewStore.generations()).toEqual(['g2', 'g3']);
  });

  it('is ready, and its metrics have no label finer than the node', async () => {
    await waitFor('readiness', () => region.aggregation.service().ready());
    const base = `http://127.0.0.1:${region.aggregation.service().ports().ops}`;
    expect((await fetch(`${base}/health/ready`)).status).toBe(200);
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    const heartbeat = `waylight_node_heartbeat_timestamp_seconds{node="MK",service="aggregation"} ${HOUR * 3_600}`;
    let text = '';
    await waitFor('the heartbeat of the node', async () => {
      text = await (await fetch(`${base}/metrics`)).text();
      return text.includes(heartbeat);
    });
    expect(text).toContain('waylight_ready{service="aggregation"} 1');
    expect(text).toContain('waylight_aggregation_oldest_uncounted_seconds{service="aggregation"} 0');
    expect(text).not.toMatch(/organisation=|type="|partition=/);
  });

  it('continues at its position after a restart', async () => {
    operator.close();
    await region.aggregation.stop();
    await send(region.eventLog, 'MK', [reportRecord({ reference: 78, revision: 1, incident: {} })]);
    await region.aggregation.start();
    operator = await callAs();
    await waitUntilAllCounted(region.eventLog, region.viewStore.generation('g2'));
    expect(await region.aggregation.service().closeDuePeriods(AbortSignal.timeout(10_000))).toMatchObject({
      releaseIds: [],
      isBehind: false,
    });
    await waitFor('progress with the report sent meanwhile', async () => {
      const { partitions } = await lastProgress();
      return partitions.reduce((sum, { nextOffset }) => sum + nextOffset, 0n) === 9n;
    });
    // The generation of the frozen periods no longer exists, but their offsets are still published.
    expect(await region.viewStore.generations()).not.toContain('g1');
    expect((await announcedReleases()).map(([, offsets]) => offsets)).toEqual([7n, 7n]);
  });
});
