import { encodeEntry, SERVICE } from '@waylight/audit';
import { AuditKind, ListEntriesRequest } from '@waylight/contracts/audit';
import type { CallContext } from '@waylight/service-kit';
import { expect, it } from 'vitest';
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
