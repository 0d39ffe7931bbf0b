import { parseRegistry } from '@waylight/access';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCaller } from './caller.ts';
import { ROLES, type Role } from './roles.ts';
import { resolveCaller, sessionEndMs } from './session.ts';

const organisation = (id: string, number: number, role: string, status: string) => ({
  id,
  number,
  name: id,
  countries: ['MK'],
  role,
  status,
});
const parsed = parseRegistry({
  version: 5,
  organisations: [
    organisation('LEAD', 1, 'lead', 'active'),
    organisation('REGION', 2, 'regional', 'active'),
    organisation('NET', 3, 'network', 'active'),
    organisation('GONE', 4, 'regional', 'suspended'),
    { ...organisation('BACK', 5, 'regional', 'active'), reinstatedIn: 4 },
  ],
  authorities: [{ id: 'asylum', name: 'Asylum', country: 'MK' }],
  officers: [
    { id: 'dpo', country: 'MK' },
    { id: 'of-gone', organisation: 'GONE' },
    { id: 'of-back', organisation: 'BACK' },
  ],
  operators: ['region'],
});
if ('problems' in parsed) throw new Error(parsed.problems.join());
const { registry } = parsed;
const of = (role: Role, id: string, registryVersion = 1) =>
  resolveCaller({ assignment: { role, id }, registryVersion }, registry);

it('gives an analyst the audience of the organisation by its current role', () => {
  const numbered = (id: string) => ({ kind: 'organisation', number: registry.findById(id)?.number });
  const ANALYST = { kind: 'analyst', audience: 'partners' };
  expect(of('analyst', 'LEAD')).toEqual({ ...ANALYST, member: 'LEAD', actor: numbered('LEAD') });
  expect(of('analyst', 'REGION')).toEqual({ ...ANALYST, member: 'REGION', actor: numbered('REGION') });
  expect(of('analyst', 'NET')).toEqual({
    kind: 'network-analyst',
    audience: 'network',
    member: undefined,
    actor: numbered('NET'),
  });
});

it('returns no caller for a suspended or unknown organisation', () => {
  for (const id of ['GONE', 'NONE', 'lead', '']) expect(of('analyst', id)).toBeUndefined();
});

it('gives authorities their own audience, and officers and operators the audience of the public', () => {
  expect(of('authority', 'asylum')).toEqual(createCaller('authority', { kind: 'authority' }));
  expect(of('authority', 'asylum')?.audience).toBe('authorities');
  expect(of('data-protection-officer', 'dpo')).toEqual(createCaller('officer', { kind: 'officer' }));
  expect(of('operator', 'region')).toMatchObject({ audience: 'public', member: undefined });
});

it('returns no caller if the registry has no entry for the role, or for an officer of a suspended organisation', () => {
  const ids = ['LEAD', 'asylum', 'dpo', 'region', 'of-gone', 'intake-MK', '', '../operator/region'];
  const listed = {
    analyst: 'LEAD',
    authority: 'asylum',
    'data-protection-officer': 'dpo',
    operator: 'region',
  };
  for (const role of ROLES)
    for (const id of ids.filter((one) => one !== listed[role]))
      expect([role, id, of(role, id)]).toEqual([role, id, undefined]);
});

it('returns no caller for a member or officer who signed in before the reinstatement of the organisation', () => {
  for (const [role, id] of [
    ['analyst', 'BACK'],
    ['data-protection-officer', 'of-back'],
  ] as const)
    expect([1, 3, 4, 5].map((version) => of(role, id, version) !== undefined)).toEqual([
      ...[false, false, true, true],
    ]);
});

it('ends a session at its maximum age, or earlier if it is not used', () => {
  const times = fc.nat({ max: 10_000 });
  fc.assert(
    fc.property(times, times, times, times, (startedMs, sinceMs, longestMs, idleMs) => {
      const limits = { maxAgeMs: longestMs, idleMs, maxPerPerson: 1, maxTotal: 1 };
      const session = {
        assignment: { role: 'operator' as const, id: 'region' },
        registryVersion: 1,
        person: '',
        startedMs,
        usedMs: startedMs + sinceMs,
      };
      const end = sessionEndMs(session, limits);
      expect(end).toBeLessThanOrEqual(startedMs + longestMs);
      expect(end).toBeLessThanOrEqual(session.usedMs + idleMs);
      expect([startedMs + longestMs, session.usedMs + idleMs]).toContain(end);
    }),
  );
});
