import type { Guest } from '@waylight/access';
import { AuditKind, AuditOutcome, AuditParty, ListEntriesRequest } from '@waylight/contracts/audit';
import type { CallContext } from '@waylight/service-kit';
import { expect, it } from 'vitest';
import { encodeEntry, NOBODY, type Party, SERVICE } from '../chain/entry.ts';
import { type AuditDoor, auditHandlers } from './door.ts';

const call = {} as CallContext;

function doorOf(id: () => string): AuditDoor {
  return {
    rows: {
      chain: { id: 'test', salt: new Uint8Array(32) },
      append: () => undefined,
      takenBack: () => undefined,
      end: () => new Uint8Array(32),
      after: () => [],
      async *links() {},
      beginning: () => undefined,
      cut: () => 0,
      nowMs: () => 0,
    },
    settled: async () => undefined,
    admit: () => ({ kind: 'operator', identity: { kind: 'operator', id: id() }, access: 'answered' }),
    heads: async () => ({ ofChain: [], beside: [], unknown: [] }),
    looked: async () => undefined,
  };
}

it('is read by nobody without end: who reads on and on waits a second each, and nobody else does', async () => {
  let [who, nowMs] = ['ana', 0];
  const handlers = auditHandlers(
    doorOf(() => who),
    () => nowMs,
  );
  const read = async () => {
    for await (const _ of handlers.listEntries(ListEntriesRequest.create(), call));
  };
  const refused = { code: 'RESOURCE_EXHAUSTED', details: [{ type: 'retryInfo', retryAfterMs: 1_000 }] };
  for (let i = 0; i < 60; i++) {
    await read();
    await handlers.verifyChain({}, call).catch(() => undefined);
  }
  await expect(read()).rejects.toMatchObject(refused);
  await expect(handlers.verifyChain({}, call)).rejects.toMatchObject(refused);
  who = 'ben';
  await read();
  who = 'ana';
  nowMs = 1_000;
  await read();
  await expect(read()).rejects.toMatchObject(refused);
});

it('tells whoever may not count entries that some were removed, and neither how many nor up to where', async () => {
  const door = doorOf(() => 'ana');
  const cut = { sequence: 4, hash: new Uint8Array(32) };
  const entry = encodeEntry({ kind: AuditKind.AUDIT_CUT, by: SERVICE, count: 4, cut }, 9, 1_000);
  const rows = {
    ...door.rows,
    async *links() {
      yield { sequence: 9, entry, hash: new Uint8Array(32) };
    },
    beginning: () => ({ sequence: 5, cutAtMs: 1_000 }),
  };
  const toldTo = async (access: 'answered' | 'own') => {
    const admit = () => ({ ...door.admit(call), access });
    const parts = [];
    const handlers = auditHandlers({ ...door, rows, admit });
    for await (const { part } of handlers.listEntries(ListEntriesRequest.create(), call)) parts.push(part);
    return parts;
  };
  expect(await toldTo('own')).toEqual([{ $case: 'beginning', value: { sequence: 0n, cutAt: 1n } }]);
  expect(await toldTo('answered')).toMatchObject([
    { $case: 'beginning', value: { sequence: 5n } },
    { $case: 'entry', value: { count: 4, cut: { sequence: 4n } } },
  ]);
});

const lead = {
  ...{ id: 'LEAD', number: 1, name: 'Lead', countries: ['MK' as const] },
  ...{ role: 'lead' as const, status: 'active' as const },
};

it('shows how often somebody was refused to nobody but themselves and operators, whom nobody knows among them', async () => {
  const organisation = (number: number): Party => ({ kind: 'organisation', number });
  const refused: readonly (readonly [Party, AuditOutcome])[] = [
    [organisation(1), AuditOutcome.PERMISSION_DENIED],
    [organisation(2), AuditOutcome.SUSPENDED],
    [organisation(2), AuditOutcome.REVOKED],
    [{ kind: 'officer', id: 'dpo' }, AuditOutcome.SUSPENDED],
    [NOBODY, AuditOutcome.PERMISSION_DENIED],
  ];
  const links = refused.map(([by, outcome], at) => ({
    sequence: at + 1,
    entry: encodeEntry({ kind: AuditKind.ACCESS_REFUSED, by, outcome, count: 40 }, at + 1, 0),
    hash: new Uint8Array(32),
  }));
  const countsFor = async (viewer: Guest): Promise<unknown[]> => {
    const door = doorOf(() => 'ana');
    const rows = {
      ...door.rows,
      async *links() {
        yield* links;
      },
    };
    const handlers = auditHandlers({ ...door, rows, admit: () => viewer });
    const told: unknown[] = [];
    for await (const { part } of handlers.listEntries(ListEntriesRequest.create(), call))
      if (part?.$case === 'entry') told.push([part.value.party, part.value.count]);
    return told;
  };
  const officer = {
    kind: 'officer' as const,
    id: 'dpo',
    organisation: undefined,
    countries: ['MK' as const],
  };
  const { ORGANISATION, OFFICER, NOBODY: STRANGER } = AuditParty;
  const counts = ([own, officers, others]: readonly number[]) => [
    ...[
      [ORGANISATION, own],
      [ORGANISATION, others],
      [ORGANISATION, others],
    ],
    ...[
      [OFFICER, officers],
      [STRANGER, others],
    ],
  ];
  const asLead = { kind: 'organisation' as const, organisation: lead };
  expect(await countsFor({ kind: 'lead', identity: asLead, access: 'own' })).toEqual(counts([40, 1, 1]));
  expect(await countsFor({ kind: 'officer', identity: officer, access: 'own' })).toEqual(counts([1, 40, 1]));
  const asOperator = { kind: 'operator' as const, id: 'ana' };
  expect(await countsFor({ kind: 'operator', identity: asOperator, access: 'answered' })).toEqual(
    counts([40, 40, 40]),
  );
});
