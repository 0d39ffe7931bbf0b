import { expect, it } from 'vitest';
import { checkReleases, type LoggedRelease, type StoredReleases } from './check-releases.ts';

const log: readonly LoggedRelease[] = [
  { offset: 0, releaseId: 'a', digest: '1' },
  { offset: 1, releaseId: 'b', digest: '2' },
  // Appended again by a worker that was paused meanwhile: the same bytes.
  { offset: 2, releaseId: 'a', digest: '1' },
];
const stored: StoredReleases = new Map([
  ['a', '1'],
  ['b', '2'],
]);

it('accepts releases that are the same everywhere', () => {
  expect(checkReleases(log, stored)).toEqual([]);
});

const planted: readonly [string, readonly LoggedRelease[], StoredReleases][] = [
  ['drawn twice', [...log, { offset: 3, releaseId: 'b', digest: '9' }], stored],
  ['not found by readers', log, new Map([['a', '1']])],
  ['found otherwise', log, new Map([...stored, ['b', '9']])],
  ['found and never drawn', log, new Map([...stored, ['c', '3']])],
];

it.each(planted)('a release that is %s is found', (_, events, there) => {
  expect(checkReleases(events, there).map(({ rule }) => rule)).toEqual(['a release is published once']);
});

it('accepts a release that appeared between the two reads of the log', () => {
  const after = [...log, { offset: 3, releaseId: 'c', digest: '3' }];
  expect(checkReleases(log, stored, after)).toEqual([]);
  expect(checkReleases(log, new Map([...stored, ['c', '3']]), after)).toEqual([]);
  expect(checkReleases(log, new Map([...stored, ['c', '9']]), after)).toHaveLength(1);
  expect(checkReleases(log, new Map([...stored, ['d', '4']]), after)).toHaveLength(1);
});
