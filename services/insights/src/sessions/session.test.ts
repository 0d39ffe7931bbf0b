import { parseRegistry } from '@waylight/registry';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callerAs } from '../approvals/caller.ts';
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
  operators: [],
});
if ('problems' in parsed) throw new Error(parsed.problems.join());
const { registry } = parsed;

it('lets an analyst read as the organisation may, by its role of this moment', () => {
  const of = (id: string) => callerOfOffice({ role: 'analyst', organisation: id }, registry);
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
    expect(callerOfOffice({ role: 'analyst', organisation: id }, registry)).toBeUndefined();
});

it('lets authorities read what is theirs, and officers and operators what is everybody’s', () => {
  expect(callerOfOffice({ role: 'authority' }, registry)).toEqual(
    callerAs('authority', { kind: 'authority' }),
  );
  for (const role of ['data-protection-officer', 'operator'] as const)
    expect(callerOfOffice({ role }, registry)).toMatchObject({ reader: 'public', member: undefined });
  expect(callerOfOffice({ role: 'authority' }, registry)?.reader).toBe('authorities');
});

it('ends a session after its longest time, and earlier where nobody uses it', () => {
  const times = fc.nat({ max: 10_000 });
  fc.assert(
    fc.property(times, times, times, times, (startedMs, sinceMs, longestMs, idleMs) => {
      const limits = { longestMs, idleMs, mostOfPerson: 1, mostInAll: 1 };
      const session = { office: { role: 'operator' as const }, startedMs, usedMs: startedMs + sinceMs };
      const end = endOf(session, limits);
      expect(end).toBeLessThanOrEqual(startedMs + longestMs);
      expect(end).toBeLessThanOrEqual(session.usedMs + idleMs);
      expect([startedMs + longestMs, session.usedMs + idleMs]).toContain(end);
    }),
  );
});
