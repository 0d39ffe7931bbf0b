import { keyedUniform } from '@waylight/disclosure-control';
import type { Hidden } from './hidden.ts';
import { createPuzzle, type Puzzle } from './puzzle.ts';

/**
 * A puzzle of 6 to 16 counts with a truth that fits it: sums, differences and doubles of some of them, each known more or less
 * closely. Many of its optima over real numbers are not whole, and its facts fall into several components now and then.
 */
export function mediumPuzzle(seed: string): { readonly puzzle: Puzzle; readonly hidden: readonly Hidden[] } {
  const uniform = keyedUniform(new Uint8Array(32).fill(5), 'medium puzzle', seed);
  const upTo = (most: number): number => Math.floor(uniform() * (most + 1));
  const length = 6 + upTo(10);
  const puzzle = createPuzzle();
  const hidden = Array.from({ length }, (): Hidden => {
    const truth = upTo(6);
    const unknown = puzzle.unknown(upTo(3) === 0 ? { least: 0, most: truth + upTo(4) } : undefined);
    return { unknown, truth, name: `count ${unknown}` };
  });
  const facts = Math.floor(length * (0.4 + uniform()));
  for (let fact = 0; fact < facts; fact++) {
    const terms = Array.from({ length: 1 + upTo(4) }, () => ({
      unknown: upTo(length - 1),
      times: [1, 1, 1, 1, 1, 1, -1, -1, 2][upTo(8)] ?? 1,
    }));
    const sum = terms.reduce((all, { unknown, times }) => all + times * (hidden[unknown]?.truth ?? 0), 0);
    puzzle.fact(terms, { least: sum - upTo(3), most: sum + upTo(3) });
  }
  return { puzzle, hidden };
}
