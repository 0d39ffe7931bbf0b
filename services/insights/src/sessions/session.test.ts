import { parseRegistry } from '@waylight/registry';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callerAs } from '../approvals/caller.ts';
import { ROLES, type Role } from '../sign-in/roles.ts';
import { callerOfOffice, endOf } from './session.ts';

const organisation = (id: string, number: number, role: string, status: string) => ({
  ...{ id, number, name: id, countries: ['MK'], role, status },
});
const parsed = parseRegistry({
  version: 1,
  organisations: [
    organisation('LEAD', 1, 'lead', 'active'),
    organisation('REGION', 2, 'regional', 'active'),
    organisation('NET', 3, 'network', 'active'),
    organisation('GONE', 4, 'regional', 'suspended'),
  ],
  authorities: [{ id: 'asylum', name: 'Asylum', country: 'MK' }],
  officers: [
    { id: 'dpo', country: 'MK' },
    { id: 'of-gone', organisation: 'GONE' },
  ],
  operators: ['region'],
});
if ('problems' in parsed) throw new Error(parsed.problems.join());
const { registry } = parsed;

it('lets an analyst read as the organisation may, by its role of this moment', () => {
  const of = (id: string) => callerOfOffice({ role: 'analyst', id }, registry);
  const numbered = (id: string) => ({ kind: 'organisation', number: registry.byId(id)?.number });
  const ANALYST = { kind: 'analyst', reader: 'partners' };
  expect(of('LEAD')).toEqual({ ...ANALYST, member: 'LEAD', party: numbered('LEAD') });
  expect(of('REGION')).toEqual({ ...ANALYST, member: 'REGION', party: numbered('REGION') });
  expect(of('NET')).toEqual({
    ...{ kind: 'network-analyst', reader: 'network', member: undefined },
    party: numbered('NET'),
  });
});

it('gives nobody a voice for an organisation that is suspended or not there', () => {
  for (const id of ['GONE', 'NONE', 'lead', ''])
    expect(callerOfOffice({ role: 'analyst', id }, registry)).toBeUndefined();
});

it('lets authorities read what is theirs, and officers and operators what is everybody’s', () => {
  const of = (role: Role, id: string) => callerOfOffice({ role, id }, registry);
  expect(of('authority', 'asylum')).toEqual(callerAs('authority', { kind: 'authority' }));
  expect(of('authority', 'asylum')?.reader).toBe('authorities');
  expect(of('data-protection-officer', 'dpo')).toEqual(callerAs('officer', { kind: 'officer' }));
  expect(of('operator', 'region')).toMatchObject({ reader: 'public', member: undefined });
});

it('knows nobody whom the registry does not list for this role, nor an officer of who is suspended', () => {
  const ids = ['LEAD', 'asylum', 'dpo', 'region', 'of-gone', 'intake-MK', '', '../operator/region'];
  const listed = {
    analyst: 'LEAD',
    authority: 'asylum',
    'data-protection-officer': 'dpo',
    operator: 'region',
  };
  for (const role of ROLES)
    for (const id of ids.filter((one) => one !== listed[role]))
      expect([role, id, callerOfOffice({ role, id }, registry)]).toEqual([role, id, undefined]);
});

it('ends a session after its longest time, and earlier where nobody uses it', () => {
  const times = fc.nat({ max: 10_000 });
  fc.assert(
    fc.property(times, times, times, times, (startedMs, sinceMs, longestMs, idleMs) => {
      const limits = { longestMs, idleMs, mostOfPerson: 1, mostInAll: 1 };
      const session = {
        office: { role: 'operator' as const, id: 'region' },
        startedMs,
        usedMs: startedMs + sinceMs,
      };
      const end = endOf(session, limits);
      expect(end).toBeLessThanOrEqual(startedMs + longestMs);
      expect(end).toBeLessThanOrEqual(session.usedMs + idleMs);
      expect([startedMs + longestMs, session.usedMs + idleMs]).toContain(end);
    }),
  );
});
