import { expect, it } from 'vitest';
import { numberBeside } from './number-keys.ts';

const ROWS = [
  ['a', null, 'b'],
  [null, 'c', null],
  ['d', 'e', 'f'],
];

it('arrows lead from number to number, over cells that have none, and not out of the table', () => {
  const walk = (from: string, key: string) => numberBeside(ROWS, from, key);
  expect([walk('a', 'ArrowRight'), walk('b', 'ArrowLeft'), walk('a', 'ArrowDown')]).toEqual(['b', 'a', 'd']);
  expect([walk('c', 'ArrowUp'), walk('c', 'ArrowDown'), walk('c', 'ArrowRight')]).toEqual([
    undefined,
    'e',
    undefined,
  ]);
  expect([walk('f', 'ArrowUp'), walk('f', 'ArrowDown'), walk('d', 'Enter'), walk('x', 'ArrowUp')]).toEqual([
    'b',
    undefined,
    undefined,
    undefined,
  ]);
});
