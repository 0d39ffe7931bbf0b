import type { Principal } from '@waylight/access';
import { AuditActor, AuditKind, AuditOutcome, ListEntriesRequest } from '@waylight/contracts/audit';
import type { CallContext } from '@waylight/service-kit';
import { expect, it } from 'vitest';
import { type Actor, ANONYMOUS_ACTOR, encodeEntry, SERVICE_ACTOR } from '../chain/audit-event.ts';
import { type AuditEndpoint, auditHandlers } from './audit-handlers.ts';

const callOf = (principal: Principal) => ({ principal }) as CallContext;
const operator = (id: string): Principal => ({
  kind: 'operator',
  identity: { kind: 'operator', id },
  access: 'full',
});

function createEndpoint(): AuditEndpoint {
  return {
    store: {
      chain: { id: 'test', salt: new Uint8Array(32) },
      append: () => undefined,
      resetAfterRollback: () => undefined,
      head: () => new Uint8Array(32),
      linksAfter: () => [],
      async *links() {},
      start: () => undefined,
      prune: () => 0,
      nowMs: () => 0,
    },
    waitUntilDurable: async () => undefined,
    readChainHeads: async () => ({ ownHeads: [], foreignChains: [], orphanedChains: [] }),
    recordRead: async () => undefined,
  };
}

it('limits each reader to one read a second, and does not delay other readers', async () => {
  let [who, nowMs] = ['ana', 0];
  const handlers = auditHandlers(createEndpoint(), () => nowMs);
  const call = () => callOf(operator(who));
  const read = async () => {
    for await (const _ of handlers.listEntries(ListEntriesRequest.create(), call()));
  };
  const refused = { code: 'RESOURCE_EXHAUSTED', details: [{ type: 'retryInfo', retryAfterMs: 1_000 }] };
  for (let i = 0; i < 60; i++) {
    await read();
    await handlers.verifyChain({}, call()).catch(() => undefined);
  }
  await expect(read()).rejects.toMatchObject(refused);
  await expect(handlers.verifyChain({}, call())).rejects.toMatchObject(refused);
  who = 'ben';
  await read();
  who = 'ana';
  nowMs = 1_000;
  await read();
  await expect(read()).rejects.toMatchObject(refused);
});

it('returns that the chain was pruned, but not the sequence, to readers that may not count entries', async () => {
  const endpoint = createEndpoint();
  const prunedTo = { sequence: 4, hash: new Uint8Array(32) };
  const entry = encodeEntry(
    { kind: AuditKind.AUDIT_PRUNED, actor: SERVICE_ACTOR, count: 4, prunedTo },
    9,
    1_000,
  );
  const store = {
    ...endpoint.store,
    async *links() {
      yield { sequence: 9, entry, hash: new Uint8Array(32) };
    },
    start: () => ({ sequence: 5, prunedAtMs: 1_000 }),
  };
  const startFor = async (access: 'full' | 'own') => {
    const asAna = callOf({ ...operator('ana'), access });
    const parts = [];
    const handlers = auditHandlers({ ...endpoint, store });
    for await (const { part } of handlers.listEntries(ListEntriesRequest.create(), asAna)) parts.push(part);
    return parts;
  };
  expect(await startFor('own')).toEqual([{ $case: 'chainStart', value: { sequence: 0n, prunedAt: 1n } }]);
  expect(await startFor('full')).toMatchObject([
    { $case: 'chainStart', value: { sequence: 5n } },
    { $case: 'entry', value: { count: 4, prunedTo: { sequence: 4n } } },
  ]);
});

const lead = {
  id: 'LEAD',
  number: 1,
  name: 'Lead',
  countries: ['MK' as const],
  role: 'lead' as const,
  status: 'active' as const,
};

it('returns the number of refusals, also of unknown callers, only to operators and to the refused organisation itself', async () => {
  const organisation = (number: number): Actor => ({ kind: 'organisation', number });
  const refused: readonly (readonly [Actor, AuditOutcome])[] = [
    [organisation(1), AuditOutcome.PERMISSION_DENIED],
    [organisation(2), AuditOutcome.SUSPENDED],
    [organisation(2), AuditOutcome.REVOKED],
    [{ kind: 'officer', id: 'dpo' }, AuditOutcome.SUSPENDED],
    [ANONYMOUS_ACTOR, AuditOutcome.PERMISSION_DENIED],
  ];
  const links = refused.map(([actor, outcome], at) => ({
    sequence: at + 1,
    entry: encodeEntry({ kind: AuditKind.ACCESS_REFUSED, actor, outcome, count: 40 }, at + 1, 0),
    hash: new Uint8Array(32),
  }));
  const countsFor = async (viewer: Principal): Promise<unknown[]> => {
    const endpoint = createEndpoint();
    const store = {
      ...endpoint.store,
      async *links() {
        yield* links;
      },
    };
    const handlers = auditHandlers({ ...endpoint, store });
    const entries: unknown[] = [];
    for await (const { part } of handlers.listEntries(ListEntriesRequest.create(), callOf(viewer)))
      if (part?.$case === 'entry') entries.push([part.value.actor, part.value.count]);
    return entries;
  };
  const officer = {
    kind: 'officer' as const,
    id: 'dpo',
    organisation: undefined,
    countries: ['MK' as const],
  };
  const { ORGANISATION, OFFICER, ANONYMOUS } = AuditActor;
  const counts = (own: number, ofOfficers: number, ofOthers: number) => [
    [ORGANISATION, own],
    [ORGANISATION, ofOthers],
    [ORGANISATION, ofOthers],
    [OFFICER, ofOfficers],
    [ANONYMOUS, ofOthers],
  ];
  const asLead = { kind: 'organisation' as const, organisation: lead };
  expect(await countsFor({ kind: 'lead', identity: asLead, access: 'own' })).toEqual(counts(40, 1, 1));
  expect(await countsFor({ kind: 'officer', identity: officer, access: 'own' })).toEqual(counts(1, 40, 1));
  const asOperator = { kind: 'operator' as const, id: 'ana' };
  expect(await countsFor({ kind: 'operator', identity: asOperator, access: 'full' })).toEqual(
    counts(40, 40, 40),
  );
});
