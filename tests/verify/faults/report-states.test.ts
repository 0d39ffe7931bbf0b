import { expect, it } from 'vitest';
import type { Operation, Outcome } from './history.ts';
import { followReport } from './report-states.ts';

const done = (revision: number): Outcome => ({ kind: 'acknowledged', receipt: { revision, state: 1 } });
const refused = (code: number): Outcome => ({ kind: 'refused', code });
const lost: Outcome = { kind: 'unanswered', code: 14 };

let clock = 0;
function op(kind: Operation['kind'], base: number, content: number | undefined, outcome: Outcome): Operation {
  return {
    process: 'p',
    country: 'MK',
    organisation: 'MYLA',
    reportId: 'r',
    kind,
    base,
    content,
    invalid: false,
    tries: 1,
    invokedAt: clock++,
    endedAt: clock++,
    outcome,
  };
}

const statesOf = (operations: Operation[]) =>
  followReport(operations)
    .states.map(({ revision, content }) => `${revision}:${content ?? '-'}`)
    .sort();

it('the last acknowledged operation determines the state', () => {
  expect(statesOf([op('submit', 0, 1, done(1)), op('revise', 1, 2, done(2))])).toEqual(['2:2']);
  expect(statesOf([op('submit', 0, 1, done(1)), op('retract', 1, undefined, done(2))])).toEqual(['2:-']);
});

it('an unanswered operation may or may not have been applied, independently of the others', () => {
  expect(statesOf([op('submit', 0, 1, lost)])).toEqual(['0:-', '1:1']);
  expect(statesOf([op('submit', 0, 1, done(1)), op('revise', 1, 2, lost), op('revise', 1, 3, lost)])).toEqual(
    ['1:1', '2:2', '2:3'],
  );
});

it('an unanswered revision may apply only if the unanswered submission before it did', () => {
  expect(statesOf([op('submit', 0, 1, lost), op('revise', 1, 2, lost)])).toEqual(['0:-', '1:1', '2:2']);
});

it('an answer resolves operations that were in doubt', () => {
  expect(statesOf([op('submit', 0, 1, lost), op('revise', 1, 2, done(2))])).toEqual(['2:2']);
  expect(statesOf([op('submit', 0, 1, lost), op('revise', 1, 2, refused(5))])).toEqual(['0:-', '1:1']);
  expect(
    statesOf([op('submit', 0, 1, done(1)), op('revise', 1, 2, lost), op('submit', 0, 3, refused(6))]),
  ).toEqual(['1:1', '2:2']);
});

const impossible: readonly [string, Operation[]][] = [
  ['a revision that was never written', [op('submit', 0, 1, done(2))]],
  ['a revision of an unknown report', [op('revise', 1, 2, done(2))]],
  [
    'a revision number already used for different content',
    [op('submit', 0, 1, done(1)), op('revise', 1, 2, done(1))],
  ],
  ['NOT_FOUND after an acknowledgement', [op('submit', 0, 1, done(1)), op('revise', 1, 2, refused(5))]],
  ['ABORTED for the current revision', [op('submit', 0, 1, done(1)), op('revise', 1, 2, refused(10))]],
  ['ALREADY_EXISTS for a new id', [op('submit', 0, 1, refused(6))]],
];

it.each(impossible)('finds an answer that fits no state: %s', (_, operations) => {
  expect(followReport(operations).impossible).toHaveLength(1);
});
