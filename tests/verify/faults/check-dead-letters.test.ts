import { expect, it } from 'vitest';
import { checkDeadLetters } from './check-dead-letters.ts';

it('accepts dead letters that contain each poison message, once or more', () => {
  expect(checkDeadLetters(['a/0/1', 'a/0/2'], ['a/0/2', 'a/0/1', 'a/0/2'])).toEqual([]);
});

it('finds poison that is missing, and a dead letter that could be counted', () => {
  const found = checkDeadLetters(['a/0/1', 'a/0/2'], ['a/0/2', 'a/0/3']);
  expect(found.map(({ about, detail }) => `${about} ${detail}`)).toEqual([
    'a/0/1 is not in the dead letters',
    'a/0/3 could be counted',
  ]);
});
