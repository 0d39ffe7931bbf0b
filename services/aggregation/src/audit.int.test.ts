import { join } from 'node:path';
import { AuditActor, type AuditEntry, AuditKind, ChainProblem } from '@waylight/contracts/audit';
import { waitFor } from '@waylight/testing';
import { type InProcessRegion, listAudit, verifyAudit } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregationConfig } from './config.ts';
import { createAggregationService } from './service.ts';
import { reportRecord } from './testing/events.ts';
import { operationsClient } from './testing/operations-client.ts';
import { send, silentLog, waitUntilAllCounted } from './testing/region.ts';
import { putHeartbeat } from './testing/release-job.ts';
import { startAggregation, TODAY_MS } from './testing/start-aggregation.ts';

// The rules that apply to all servers are tested in tests/regional/src/three-servers.
let region: InProcessRegion;

const entries = async (): Promise<AuditEntry[]> =>
  (await listAudit(await region.aggregation.client())).entries;

beforeAll(async () => {
  region = await startAggregation();
  await putHeartbeat(region, TODAY_MS / 86_400_000);
  await send(region.eventLog, 'MK', [reportRecord({ reference: 1, revision: 1 })]);
  await waitUntilAllCounted(region.eventLog, region.viewStore.generation('g1'));
});
afterAll(() => region.stop());

describe('the audit of aggregation', () => {
  it('contains the calls of operators and the resulting releases', async () => {
    const operator = operationsClient(
      region.aggregation.service().ports().operations,
      await region.aggregation.tls(),
    );
    await operator.getStatus();
    await operator.getStatus();
    await operator.listDeadLetters();
    await operator.rebuild();
    const { releaseIds } = await operator.closeDuePeriods();
    await operator.closeDuePeriods();
    operator.close();
    const all = await entries();
    expect(all.filter(({ actor }) => actor === AuditActor.OPERATOR).map(({ kind }) => kind)).toEqual([
      AuditKind.STATUS_READ,
      AuditKind.DEAD_LETTERS_READ,
      AuditKind.REBUILD_REQUESTED,
      AuditKind.RELEASES_PUBLISHED,
      AuditKind.RELEASES_PUBLISHED,
      AuditKind.AUDIT_READ,
    ]);
    const releases = all.filter(({ kind }) => kind === AuditKind.RELEASE_MADE);
    expect(releaseIds).not.toHaveLength(0);
    expect(releases.map(({ releaseId }) => releaseId)).toEqual(releaseIds);
  });

  it('is opened by one process at a time', async () => {
    const { eventLog, viewStore, releasedStore, files } = region;
    const parts = { eventLog, viewStore, releasedStore, log: silentLog };
    const other = await createAggregationService(
      aggregationConfig({
        ...files.env.aggregation,
        WAYLIGHT_AGGREGATION_OPERATIONS_PORT: '0',
        WAYLIGHT_AGGREGATION_OPS_PORT: '0',
      }),
      parts,
    );
    await expect(other.start(AbortSignal.timeout(20_000))).rejects.toThrow('one file for each process');
  });

  it('is reported if the process starts with another file, under the same or another name, until the configuration lists it', async () => {
    const verifyWith = async (env: Readonly<Record<string, string>>) => {
      await region.aggregation.restart(env);
      const { problem, foreignChains, orphanedChains } = await verifyAudit(await region.aggregation.client());
      return { problem, foreignChains, orphanedChains };
    };
    const hasHead = async () => (await verifyAudit(await region.aggregation.client())).chainHeads > 0n;
    await waitFor('a head on the log', hasHead, { everyMs: 100 });
    const file = (name: string) => ({ WAYLIGHT_AGGREGATION_AUDIT_FILE: join(region.folder, name) });
    const second = { ...file('second.sqlite'), WAYLIGHT_AGGREGATION_AUDIT_NAME: 'second' };
    const named = { ...second, WAYLIGHT_AGGREGATION_OTHER_AUDITS: 'retired,aggregation' };
    expect(await verifyWith(second)).toEqual({
      problem: ChainProblem.ORPHANED,
      foreignChains: [],
      orphanedChains: ['aggregation'],
    });
    expect(await verifyWith(named)).toEqual({
      problem: ChainProblem.UNSPECIFIED,
      foreignChains: ['aggregation'],
      orphanedChains: [],
    });
    const empty = file('empty.sqlite');
    expect(await verifyWith(empty)).toMatchObject({ problem: ChainProblem.FORKED });
  });
});
