import { expect, it } from 'vitest';
import { checkDeadLetters } from './check-dead-letters.ts';

it('dead letters that tell each poison message, once or more, are as they must be', () => {
  expect(checkDeadLetters(['a/0/1', 'a/0/2'], ['a/0/2', 'a/0/1', 'a/0/2'])).toEqual([]);
});

it('finds poison that is not told, and what is told although it counts', () => {
  const found = checkDeadLetters(['a/0/1', 'a/0/2'], ['a/0/2', 'a/0/3']);
  expect(found.map(({ about, detail }) => `${about} ${detail}`)).toEqual([
    'a/0/1 is not told',
    'a/0/3 could be counted',
  ]);
});
