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
  expect(of('LEAD')).toEqual({ kind: 'analyst', reader: 'partners', member: 'LEAD' });
  expect(of('REGION')).toEqual({ kind: 'analyst', reader: 'partners', member: 'REGION' });
  expect(of('NET')).toEqual({ kind: 'network-analyst', reader: 'network', member: undefined });
});

it('gives nobody a voice for an organisation that is suspended or not there', () => {
  for (const id of ['GONE', 'NONE', 'lead', ''])
    expect(callerOfOffice({ role: 'analyst', organisation: id }, registry)).toBeUndefined();
});

it('lets authorities read what is theirs, and officers and operators what is everybody’s', () => {
  expect(callerOfOffice({ role: 'authority' }, registry)).toEqual(callerAs('authority'));
  for (const role of ['data-protection-officer', 'operator'] as const)
    expect(callerOfOffice({ role }, registry)).toMatchObject({ reader: 'public', member: undefined });
  expect(callerAs('authority').reader).toBe('authorities');
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
