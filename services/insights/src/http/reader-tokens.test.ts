import { createHash } from 'node:crypto';
import { parseRegistry } from '@waylight/registry';
import { expect, test } from 'vitest';
import { parseReaderTokens } from './reader-tokens.ts';

const TOKEN = 'a-token-of-twenty-letters-or-more';
const sha256 = createHash('sha256').update(TOKEN).digest('hex');

const organisation = (id: string, number: number, more: object) => ({
  ...{ id, number, name: id, countries: ['MK'], role: 'lead', status: 'active' },
  ...more,
});

function registry() {
  const parsed = parseRegistry({
    version: 1,
    operators: [],
    organisations: [
      organisation('LEAD', 1, {}),
      organisation('AWAY', 2, { role: 'regional', status: 'suspended' }),
      organisation('NETWORK', 3, { role: 'network' }),
    ],
  });
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  return parsed.registry;
}

const parse = (entry: object) => parseReaderTokens({ tokens: [{ sha256, ...entry }] }, registry);

function callerOf(entry: object) {
  const parsed = parse(entry);
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  return parsed.tokens.callerOf(`Bearer ${TOKEN}`);
}

test('a token reads for its circle, and speaks for a member where it names one', () => {
  expect(callerOf({ audience: 'network' })).toEqual({
    kind: 'network-analyst',
    reader: 'network',
    member: undefined,
  });
  expect(callerOf({ audience: 'partners' })).toEqual({
    kind: 'analyst',
    reader: 'partners',
    member: undefined,
  });
  expect(callerOf({ audience: 'partners', organisation: 'LEAD' })).toEqual({
    kind: 'analyst',
    reader: 'partners',
    member: 'LEAD',
  });
});

test('a token of a suspended member is not known', () => {
  expect(callerOf({ audience: 'partners', organisation: 'AWAY' })).toBeUndefined();
});

test('a token of a member that is suspended later is not known from then on', () => {
  let isAway = false;
  const current = registry();
  const parsed = parseReaderTokens(
    { tokens: [{ sha256, audience: 'partners', organisation: 'LEAD' }] },
    () => ({ byId: (id) => current.byId(isAway ? 'AWAY' : id) }),
  );
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  expect(parsed.tokens.callerOf(`Bearer ${TOKEN}`)).toBeDefined();
  isAway = true;
  expect(parsed.tokens.callerOf(`Bearer ${TOKEN}`)).toBeUndefined();
});

test.each([
  [{ audience: 'partners', organisation: 'NETWORK' }, 'names no member organisation'],
  [{ audience: 'partners', organisation: 'NOBODY' }, 'names no member organisation'],
  [{ audience: 'authorities', organisation: 'LEAD' }, 'wants the audience partners'],
])('refuses %j and says where, without repeating it', (entry, problem) => {
  const parsed = parse(entry);
  const problems = 'problems' in parsed ? parsed.problems : [];
  expect(problems).toEqual([expect.stringMatching(`^tokens\\.0\\.organisation: ${problem}`)]);
});
