import { fileURLToPath } from 'node:url';
import type { Defect } from '@waylight/tests-region';
import { expect, it } from 'vitest';
import type { Rule } from './check-history.ts';
import { checkRecordedRun, readRecordedRun } from './read-recorded-run.ts';

/** What a run with `--break` has found, in the part of its history that it has kept. */
const FOUND: readonly (readonly [Defect, readonly Rule[]])[] = [
  [
    'answer-before-commit',
    [
      'a receipt ends at what the region counts',
      'a report counts as it was last acknowledged',
      'an answer fits what was done before',
    ],
  ],
];

it.each(FOUND)('the history of a region with the defect %s is found again', async (defect, rules) => {
  const file = fileURLToPath(new URL(`histories/${defect}.jsonl`, import.meta.url));
  const found = checkRecordedRun(await readRecordedRun(file)).map(({ rule }) => rule);
  expect([...new Set(found)].sort()).toEqual(rules);
});
