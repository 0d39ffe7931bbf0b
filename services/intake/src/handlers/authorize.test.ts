import { createAuthorizer, parseRegistry } from '@waylight/access';
import type { CallContext } from '@waylight/service-kit';
import { describe, expect, it } from 'vitest';
import { createNodeAccess } from '../access/node-access.ts';
import { createWriteLimit } from '../access/write-limit.ts';
import type { NodeContext } from '../context.ts';
import { authorizeRead, authorizeWrite } from './authorize.ts';

const parsed = parseRegistry({
  version: 1,
  organisations: [{ id: 'MYLA', number: 5, name: 'A', countries: ['MK'], role: 'lead', status: 'active' }],
  operators: [],
});
if ('problems' in parsed) throw new Error(parsed.problems.join());

const authorizer = createAuthorizer({
  server: 'node',
  country: 'MK',
  registry: () => parsed.registry,
  now: () => 0,
});

const context = () =>
  ({
    access: createNodeAccess({
      registry: () => parsed.registry,
      country: 'MK',
      hasReferenceKey: () => true,
    }),
    writeLimit: createWriteLimit({ ratePerSecond: 1, burst: 1, elapsed: () => 0 }),
  }) as unknown as NodeContext;

function callWith(deadlineMs: number): CallContext {
  const caller = {
    uri: 'waylight://organisation/MYLA',
    kind: 'organisation',
    id: 'MYLA',
    fingerprint: '',
    validToMs: 1,
  } as const;
  const method = '/waylight.intake.v1.IntakeService/SubmitReport';
  const principal = authorizer.authorize({ caller, method });
  return { caller, method, principal, deadlineMs } as unknown as CallContext;
}

describe('authorising a write', () => {
  it('refuses a call past its deadline, which does not count against the rate', () => {
    const ctx = context();
    expect(() => authorizeWrite(ctx, callWith(0))).toThrow(
      expect.objectContaining({ code: 'DEADLINE_EXCEEDED' }),
    );
    expect(authorizeWrite(ctx, callWith(100)).id).toBe('MYLA');
  });

  it('refuses a call above the rate, and states the time to wait', () => {
    const ctx = context();
    authorizeWrite(ctx, callWith(100));
    expect(() => authorizeWrite(ctx, callWith(100))).toThrow(
      expect.objectContaining({
        code: 'RESOURCE_EXHAUSTED',
        details: [{ type: 'retryInfo', retryAfterMs: 1_000 }],
      }),
    );
  });
});

it('does not run without an authorised principal', () => {
  const call = { ...callWith(100), principal: undefined };
  expect(() => authorizeWrite(context(), call)).toThrow('without an authorised principal');
});

it('refuses reads until the ledger contains all retractions since its backup', () => {
  const call = callWith(100);
  expect(() =>
    authorizeRead({ ...context(), restoreJournal: { isReconciled: () => false } as never }, call),
  ).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
  expect(
    authorizeRead({ ...context(), restoreJournal: { isReconciled: () => true } as never }, call).id,
  ).toBe('MYLA');
});
