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
import { startAggregation } from './testing/start-aggregation.ts';

// What holds at every server is in tests/regional/src/three-servers.
let region: InProcessRegion;

const entries = async (): Promise<AuditEntry[]> =>
  (await listAudit(await region.aggregation.client())).entries;

beforeAll(async () => {
  region = await startAggregation();
  await send(region.eventLog, 'MK', [reportRecord({ reference: 1, revision: 1 })]);
  await waitUntilAllCounted(region.eventLog, region.viewStore.generation('g1'));
});
afterAll(() => region.stop());

describe('the audit of aggregation', () => {
  it('knows what operators asked for, and which releases were made of it', async () => {
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
    const made = all.filter(({ kind }) => kind === AuditKind.RELEASE_MADE);
    expect(releaseIds).not.toHaveLength(0);
    expect(made.map(({ releaseId }) => releaseId)).toEqual(releaseIds);
  });

  it('is opened by one process alone', async () => {
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
    await expect(other.start(AbortSignal.timeout(20_000))).rejects.toThrow('each process its own file');
  });

  it('is missed where its file is gone, under the same name or another one, until somebody names it', async () => {
    const elsewhere = async (env: Readonly<Record<string, string>>) => {
      await region.aggregation.restart(env);
      const { problem, foreignChains, orphanedChains } = await verifyAudit(await region.aggregation.client());
      return { problem, beside: foreignChains, unknown: orphanedChains };
    };
    const hasHead = async () => (await verifyAudit(await region.aggregation.client())).chainHeads > 0n;
    await waitFor('a head on the log', hasHead, { everyMs: 100 });
    const file = (name: string) => ({ WAYLIGHT_AGGREGATION_AUDIT_FILE: join(region.folder, name) });
    const second = { ...file('second.sqlite'), WAYLIGHT_AGGREGATION_AUDIT_NAME: 'second' };
    const named = { ...second, WAYLIGHT_AGGREGATION_AUDITS_BESIDE: 'retired,aggregation' };
    expect(await elsewhere(second)).toEqual({
      ...{ problem: ChainProblem.ORPHANED, beside: [], unknown: ['aggregation'] },
    });
    expect(await elsewhere(named)).toEqual({
      ...{ problem: ChainProblem.UNSPECIFIED, beside: ['aggregation'], unknown: [] },
    });
    const anew = file('anew.sqlite');
    expect(await elsewhere(anew)).toMatchObject({ problem: ChainProblem.FORKED });
  });
});
