import type { Client } from '@grpc/grpc-js';
import { operatorUri, organisationUri } from '@waylight/access';
import { verifyChain } from '@waylight/audit';
import {
  AuditActor,
  type AuditEntry,
  AuditKind,
  AuditOutcome,
  ChainProblem,
} from '@waylight/contracts/audit';
import { waitFor } from '@waylight/testing';
import { expectFailure, type InProcessRegion, listAudit, verifyAudit } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, SERVERS } from './servers.ts';

/** The audit limits the rate of queries. */
const CALMLY = { everyMs: 100 } as const;
const GONE = 30;
const TIMES = 40;

describe.each(SERVERS)('the audit of $name', (server) => {
  let region: InProcessRegion;
  let operator: Client;
  const clients: Client[] = [];

  const clientAs = async (uri: string | undefined): Promise<Client> => {
    const client = clientOf(server, region, await region.certificates.issue(uri));
    clients.push(client);
    return client;
  };
  const entries = async (): Promise<AuditEntry[]> => (await listAudit(operator)).entries;
  const verdict = () => verifyAudit(operator);

  beforeAll(async () => {
    region = await server.start();
    operator = await clientAs(operatorUri('second'));
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await region?.stop();
  });

  it('begins with the start of the server', async () => {
    const all = await entries();
    const started = all[0];
    expect(started).toMatchObject({ kind: AuditKind.STARTED, actor: AuditActor.SERVICE, sequence: 1n });
    expect(started?.digest).toHaveLength(16);
    expect(all.find(({ kind }) => kind === AuditKind.REGISTRY_LOADED)).toMatchObject({ registryVersion: 1 });
  });

  it('records refusals, and is not filled by repeated ones', async () => {
    const [unnamed, outsider] = [await clientAs(undefined), await clientAs(server.outsider.uri)];
    const { length } = await entries();
    for (let i = 0; i < TIMES; i++) {
      expect(await expectFailure(server.call(unnamed))).toMatchObject({ code: 'PERMISSION_DENIED' });
      expect(await expectFailure(listAudit(outsider))).toMatchObject({ code: 'PERMISSION_DENIED' });
    }
    await expectFailure(server.call(await clientAs(organisationUri('GONE'))));
    const refused = async () =>
      (await entries()).slice(length).filter(({ kind }) => kind !== AuditKind.AUDIT_READ);
    await waitFor('the refusals', async () => (await refused()).length >= 3, CALMLY);
    const added = await refused();
    expect(added.every(({ kind }) => kind === AuditKind.ACCESS_REFUSED)).toBe(true);
    expect(added.map(({ actor, organisation, outcome }) => [actor, organisation, outcome])).toEqual([
      [AuditActor.ANONYMOUS, 0, AuditOutcome.UNAUTHENTICATED],
      [AuditActor.ORGANISATION, server.outsider.organisation, AuditOutcome.PERMISSION_DENIED],
      [AuditActor.ORGANISATION, GONE, AuditOutcome.SUSPENDED],
    ]);
  });

  it('records accepted and refused versions of the registry', async () => {
    const isDecision = ({ kind }: AuditEntry) =>
      kind === AuditKind.REGISTRY_UPDATED || kind === AuditKind.REGISTRY_REFUSED;
    const decisions = async () => (await entries()).filter(isDecision);
    for (const [n, version] of [4, 2, 5].entries()) {
      region.changeRegistry(() => ({ version }));
      await waitFor('a decision', async () => (await decisions()).length > n, CALMLY);
    }
    const found = await decisions();
    expect(found.map(({ kind, registryVersion }) => [kind, registryVersion])).toEqual([
      [AuditKind.REGISTRY_UPDATED, 4],
      [AuditKind.REGISTRY_REFUSED, 4],
      [AuditKind.REGISTRY_UPDATED, 5],
    ]);
    expect(new Set(found.map(({ digest }) => digest.toString('hex'))).size).toBe(3);
  });

  it('is listed by time and kind', async () => {
    const second = BigInt(region.clock.nowMs / 1_000);
    const { length } = await entries();
    expect(length).toBeGreaterThan(0);
    const now = (await listAudit(operator, { from: second, before: second + 1n })).entries;
    expect(now.length).toBeGreaterThanOrEqual(length);
    expect((await listAudit(operator, { from: second + 1n })).entries).toEqual([]);
    expect((await listAudit(operator, { before: second })).entries).toEqual([]);
    const starts = await listAudit(operator, { kinds: [AuditKind.STARTED, AuditKind.STOPPED] });
    expect(starts.entries.map(({ kind }) => kind)).toEqual([AuditKind.STARTED]);
  });

  it('verifies at the server, and in a complete export', async () => {
    const { chain, links } = await listAudit(operator, { fullChain: true });
    expect(chain).toMatchObject({ id: server.chain });
    const id = chain?.id ?? '';
    const salt = chain?.salt ?? new Uint8Array();
    expect(verifyChain({ id, salt }, links, [], Date.now())).toEqual({
      entries: links.length,
      fault: undefined,
    });
    const { problem, chain: name, entries: count } = await verdict();
    expect([problem, name]).toEqual([ChainProblem.UNSPECIFIED, server.chain]);
    expect(count).toBeGreaterThanOrEqual(BigInt(links.length));
    await waitFor('a head on the log', async () => (await verdict()).chainHeads > 0n, CALMLY);
  });

  it('continues after a restart, with numbers of repeated events', async () => {
    const before = await verdict();
    await server.restart(region);
    const all = await entries();
    const stopped = all.findIndex(({ kind }) => kind === AuditKind.STOPPED);
    const kinds = all.slice(stopped).map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual([AuditKind.STOPPED, AuditKind.STARTED]);
    expect(kinds).toContain(AuditKind.REGISTRY_LOADED);
    expect(all[0]?.digest).toEqual(all[stopped + 1]?.digest);
    // After the first event of each kind, events are only counted.
    const counted = all.filter(({ count }) => count === TIMES - 1);
    expect(counted.map(({ actor, organisation }) => [actor, organisation])).toEqual([
      [AuditActor.ANONYMOUS, 0],
      [AuditActor.ORGANISATION, server.outsider.organisation],
    ]);
    const after = await verdict();
    expect(after).toMatchObject({ problem: ChainProblem.UNSPECIFIED, chain: before.chain });
    expect(after.entries).toBeGreaterThan(before.entries);
  });
});
