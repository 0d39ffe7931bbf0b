import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aggregationAcl, defaultUserAcl, rawKeys, releasedKeys, releasedReaderAcl } from './keys.ts';

test('all keys of a partition share one hash tag, in every generation', () => {
  for (const generation of ['g1', 'g2']) {
    const keys = rawKeys('region').partition(generation, 'reports.v1.MK:7');
    const all = [
      ...[keys.meta, keys.contributions, keys.buckets, keys.periodsOf040],
      ...[keys.cells('o2025-03'), keys.frozen('m2025-03'), keys.frozenCells('m2025-03', 'o2025-03')],
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const key of all) expect(/^[^{}]*\{([^{}]*)\}[^{}]*$/.exec(key)?.[1]).toBe('reports.v1.MK:7');
  }
});

test('the selected freezes, the decisions and the probe share one slot', () => {
  // A key with a hash tag has the slot of a key that equals the tag.
  const { selected, decision, probe } = rawKeys('region');
  for (const key of [decision('2025-03@20200'), probe]) expect(/\{(.*?)\}/.exec(key)?.[1]).toBe(selected);
});

test('all keys of the released store share one hash tag and are readable for the reader', () => {
  const pattern = releasedReaderAcl('region').find((rule) => rule.startsWith('%R~')) ?? '';
  for (const key of Object.values(releasedKeys('region'))) {
    expect(key.startsWith(pattern.slice(3, -1))).toBe(true);
    expect(/\{(.*?)\}/.exec(key)?.[1]).toBe('released');
  }
});

test('a name with a brace, a wildcard or a separator cannot become a key', () => {
  for (const name of ['', 'a}b', 'a{b', 'a*', 'a|b', 'a b', 'a\n', 'x'.repeat(201)]) {
    expect(() => rawKeys(name), name).toThrow(/cannot be part of a key/);
    expect(() => rawKeys('region').partition('g1', name), name).toThrow(/cannot be part of a key/);
    expect(() => releasedReaderAcl(name), name).toThrow(/cannot be part of a key/);
  }
});

test('the shipped users file contains the users of the stores, and an operator', () => {
  const users = readFileSync(new URL('../../../../infra/redis/users.acl', import.meta.url), 'utf8');
  const user = (name: string, rules: readonly string[], password = '') =>
    `user ${[name, ...rules].join(' ')}${password && ` #SHA256-OF-THE-PASSWORD-OF-${password}`}\n`;
  expect(users).toBe(
    user('default', defaultUserAcl()) +
      user('waylight-aggregation', aggregationAcl('waylight'), 'AGGREGATION') +
      user('waylight-insights', releasedReaderAcl('waylight'), 'INSIGHTS') +
      user(
        'waylight-redis-admin',
        ['on', 'resetkeys', 'resetchannels', '~*', '&*', '+@all'],
        'THE-ADMINISTRATOR',
      ),
  );
});
