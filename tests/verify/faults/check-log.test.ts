import type { Contribution } from '@waylight/trends';
import { expect, it } from 'vitest';
import type { Rule } from './check-history.ts';
import { checkLog, type LoggedRevision, type StoredCells } from './check-log.ts';

const contribution = (revision: number, field: string): Contribution => ({
  revision,
  placement: { bucket: 'o2025-01', field, received: { bucket: 'r2025-W02', field: 'w' }, victims: 3 },
});

function logged(reference: string, offset: number, contribution: Contribution): LoggedRevision {
  const { revision } = contribution;
  return {
    partition: 'reports.v1.MK:0',
    offset,
    reference,
    revision,
    digest: `${reference} ${revision}`,
    contribution,
    byFault: false,
  };
}

const log = [
  logged('a', 0, contribution(1, 'x')),
  logged('b', 1, contribution(1, 'y')),
  // Republished: the same bytes.
  logged('a', 2, contribution(1, 'x')),
  logged('a', 3, contribution(2, 'z')),
  logged('b', 4, { revision: 2, placement: undefined }),
];
const cells: StoredCells = new Map([
  [
    'reports.v1.MK:0',
    new Map([
      ['o2025-01 z', '1 1 3'],
      ['r2025-W02 w', '1 1 3'],
    ]),
  ],
]);

it('accepts a log that was counted once', () => {
  expect(checkLog(log, cells)).toEqual([]);
});

const planted: readonly [Rule, readonly LoggedRevision[], StoredCells][] = [
  ['a revision on the log has one content', [...log, { ...log[3]!, offset: 5, digest: 'other' }], cells],
  [
    'a revision on the log has one content',
    [...log, { ...log[3]!, offset: 5, partition: 'reports.v1.MK:1' }],
    cells,
  ],
  ['compaction would keep the newest revision', [...log, { ...log[0]!, offset: 5 }], cells],
  ['the log and the cells say the same', log, new Map()],
  [
    'the log and the cells say the same',
    log,
    new Map([[...cells][0]!, ['reports.v1.RS:0', new Map([['o2025-01 x', '1 1 3']])]]),
  ],
  ['the log and the cells say the same', log.slice(0, 3), cells],
];

it.each(planted)('finds a violation of: %s', (rule, messages, stored) => {
  expect(checkLog(messages, stored).map((one) => one.rule)).toContain(rule);
});

it('ignores records that a fault appended again', () => {
  const again = { ...logged('a', 5, contribution(1, 'x')), byFault: true };
  expect(checkLog([...log, again], cells)).toEqual([]);
});
