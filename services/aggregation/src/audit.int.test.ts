import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AuditEntry,
  AuditKind,
  AuditOutcome,
  AuditParty,
  AuditServiceClient,
  ChainProblem,
  ListEntriesRequest,
  VerifyChainRequest,
  type VerifyChainResponse,
} from '@waylight/contracts/audit';
import { releaseMonthDays } from '@waylight/disclosure-control';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregationConfig } from './config.ts';
import { type AggregationService, createAggregationService } from './service.ts';
import { reportRecord } from './testing/events.ts';
import { operationsClient } from './testing/operations-client.ts';
import { EMBEDDED, type OpenPair } from './testing/pairs.ts';
import { allCounted, send, silentLog } from './testing/region.ts';
import { makeServiceFiles, type ServiceFiles } from './testing/service-files.ts';

const TODAY_MS = (releaseMonthDays('2025-02').toDay + 22) * 86_400_000;

let files: ServiceFiles;
let pair: OpenPair;
let service: AggregationService;

async function start(env: Readonly<Record<string, string>> = {}): Promise<AggregationService> {
  const config = aggregationConfig({
    ...files.env,
    WAYLIGHT_PARTITIONS: '2',
    WAYLIGHT_AGGREGATION_OPERATIONS_PORT: '0',
    WAYLIGHT_AGGREGATION_OPS_PORT: '0',
    WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true',
    WAYLIGHT_AGGREGATION_AUDIT_HEADS: '20ms',
    ...env,
  });
  const made = await createAggregationService(config, { ...pair, now: () => TODAY_MS, log: silentLog });
  await made.start(AbortSignal.timeout(20_000));
  return made;
}

const auditClient = (tls: TlsMaterial) =>
  new AuditServiceClient(`localhost:${service.ports().operations}`, clientCredentials(tls));

async function entries(tls = files.operator): Promise<AuditEntry[]> {
  const client = auditClient(tls);
  const all: AuditEntry[] = [];
  try {
    for await (const { part } of client.listEntries(ListEntriesRequest.create()))
      if (part.$case === 'entry') all.push(part.value);
  } finally {
    client.close();
  }
  return all;
}

/** The door answers no one who asks it all the time. */
const CALMLY = { everyMs: 100 } as const;

async function verdict(): Promise<VerifyChainResponse> {
  const client = auditClient(files.operator);
  const { promise, resolve, reject } = Promise.withResolvers<VerifyChainResponse>();
  client.verifyChain(VerifyChainRequest.create(), (error, response) =>
    error === null ? resolve(response) : reject(error),
  );
  return promise.finally(() => client.close());
}

beforeAll(async () => {
  files = await makeServiceFiles();
  pair = await EMBEDDED.open();
  service = await start();
  await send(pair.eventLog, 'MK', [reportRecord({ reference: 1, revision: 1 })]);
  await allCounted(pair.eventLog, pair.viewStore.generation('g1'));
});
afterAll(async () => {
  await service.stop();
  await pair.close();
  files.remove();
});

describe('the audit of aggregation', () => {
  it('knows what operators asked for, and which releases were made of it', async () => {
    const operator = operationsClient(service.ports().operations, files.operator);
    await operator.getStatus();
    await operator.getStatus();
    await operator.listDeadLetters();
    await operator.rebuild();
    const { releaseIds } = await operator.closeDuePeriods();
    await operator.closeDuePeriods();
    operator.close();
    const all = await entries();
    expect(all.filter(({ party }) => party === AuditParty.OPERATOR).map(({ kind }) => kind)).toEqual([
      AuditKind.STATUS_READ,
      AuditKind.DEAD_LETTERS_READ,
      AuditKind.REBUILD_ASKED,
      AuditKind.RELEASES_PUBLISHED,
      AuditKind.RELEASES_PUBLISHED,
      AuditKind.AUDIT_READ,
    ]);
    const made = all.filter(({ kind }) => kind === AuditKind.RELEASE_MADE);
    expect(releaseIds).not.toHaveLength(0);
    expect(made.map(({ releaseId }) => releaseId)).toEqual(releaseIds);
  });

  it('is for operators alone, and knows who else asked', async () => {
    await expect(entries(files.organisation)).rejects.toThrow('PERMISSION_DENIED');
    expect((await entries()).at(-1)).toMatchObject({
      ...{ kind: AuditKind.ACCESS_REFUSED, party: AuditParty.ORGANISATION, organisation: 5 },
      outcome: AuditOutcome.PERMISSION_DENIED,
    });
  });

  it('knows every version of the registry that was taken, and what was refused', async () => {
    const file = join(files.dir, 'registry.json');
    const before = JSON.parse(readFileSync(file, 'utf8'));
    const put = async (version: number, kind: AuditKind) => {
      writeFileSync(`${file}.new`, JSON.stringify({ ...before, version }));
      renameSync(`${file}.new`, file);
      await waitFor('a decision', async () => (await entries()).some((entry) => entry.kind === kind), CALMLY);
    };
    await put(4, AuditKind.REGISTRY_TAKEN);
    await put(2, AuditKind.REGISTRY_REFUSED);
    await put(5, AuditKind.REGISTRY_TAKEN);
    const isDecision = ({ kind }: AuditEntry) =>
      kind === AuditKind.REGISTRY_TAKEN || kind === AuditKind.REGISTRY_REFUSED;
    await waitFor('the third', async () => (await entries()).filter(isDecision).length === 3, CALMLY);
    const decisions = (await entries()).filter(isDecision);
    expect(decisions.map(({ kind, registryVersion }) => [kind, registryVersion])).toEqual([
      [AuditKind.REGISTRY_TAKEN, 4],
      [AuditKind.REGISTRY_REFUSED, 4],
      [AuditKind.REGISTRY_TAKEN, 5],
    ]);
    expect(new Set(decisions.map(({ digest }) => digest.toString('hex'))).size).toBe(3);
  });

  it('is a chain with a name of its own, which goes on over a stop, and which one process alone may open', async () => {
    const before = await verdict();
    expect(before).toMatchObject({ problem: ChainProblem.UNSPECIFIED });
    await waitFor('a head on the log', async () => (await verdict()).heads > 0n, CALMLY);
    expect(before.chain).toBe('aggregation');
    await expect(start()).rejects.toThrow('each process its own file');
    await service.stop();
    service = await start();
    const after = await verdict();
    expect(after).toMatchObject({ problem: ChainProblem.UNSPECIFIED, chain: before.chain });
    expect(after.entries).toBeGreaterThan(before.entries);
    const kinds = (await entries()).map(({ kind }) => kind);
    expect(kinds.slice(kinds.indexOf(AuditKind.STOPPED)).slice(0, 3)).toEqual([
      AuditKind.STOPPED,
      AuditKind.STARTED,
      AuditKind.REGISTRY_READ,
    ]);
  });

  it('is missed where its file is gone, under the same name or another one, until somebody names it', async () => {
    const elsewhere = async (env: Readonly<Record<string, string>>) => {
      await service.stop();
      service = await start(env);
      const { problem, beside, unknown } = await verdict();
      return { problem, beside, unknown };
    };
    const file = (name: string) => ({ WAYLIGHT_AGGREGATION_AUDIT_FILE: join(files.dir, name) });
    const second = { ...file('second.sqlite'), WAYLIGHT_AGGREGATION_AUDIT_NAME: 'second' };
    const named = { ...second, WAYLIGHT_AGGREGATION_AUDITS_BESIDE: 'retired,aggregation' };
    expect(await elsewhere(second)).toEqual({
      ...{ problem: ChainProblem.UNHELD, beside: [], unknown: ['aggregation'] },
    });
    expect(await elsewhere(named)).toEqual({
      ...{ problem: ChainProblem.UNSPECIFIED, beside: ['aggregation'], unknown: [] },
    });
    const anew = file('anew.sqlite');
    expect(await elsewhere(anew)).toMatchObject({ problem: ChainProblem.REWRITTEN });
  });
});
