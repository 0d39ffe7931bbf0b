import { fileURLToPath } from 'node:url';
import type { Defect } from '@waylight/tests-region';
import { expect, it } from 'vitest';
import type { Rule } from './check-history.ts';
import { checkRecordedRun, readRecordedRun } from './read-recorded-run.ts';

/** Rules that a run with `--break` found violated, in the part of its history that is checked in. */
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

it.each(FOUND)('finds the violations in the recorded history of the defect %s', async (defect, rules) => {
  const file = fileURLToPath(new URL(`histories/${defect}.jsonl`, import.meta.url));
  const found = checkRecordedRun(await readRecordedRun(file)).map(({ rule }) => rule);
  expect([...new Set(found)].sort()).toEqual(rules);
});
