import { expect, it } from 'vitest';
import { type AnswerPiece, createPieceCache } from './piece-cache.ts';

const piece = (size: number): AnswerPiece => ({ text: new Uint8Array(size), namesKosovo: false });

it('writes a piece once for each source and shape', () => {
  const cache = createPieceCache();
  const [one, other] = [{}, {}];
  let writes = 0;
  const ask = (source: object, shape: string) =>
    cache.getOrCreate(source, shape, () => {
      writes += 1;
      return piece(writes);
    });
  const first = ask(one, 'by month');
  expect(ask(one, 'by month')).toBe(first);
  expect(writes).toBe(1);
  // A source that says the same is another all the same.
  expect(ask(other, 'by month')).not.toBe(first);
  expect(ask(one, 'by country')).not.toBe(first);
  expect(writes).toBe(3);
});

it('stays within its bytes whatever is asked, and lets go of what was not asked for longest', () => {
  const cache = createPieceCache(100_000);
  const sources = Array.from({ length: 3 }, () => ({}));
  const written: string[] = [];
  const ask = (shape: string, size = 5_000) => {
    for (const source of sources)
      cache.getOrCreate(source, shape, () => {
        written.push(shape);
        return piece(size);
      });
    expect(cache.bytes()).toBeLessThanOrEqual(100_000);
  };
  ask('often');
  for (let n = 0; n < 100; n++) {
    ask(`once, ${n}`);
    ask('often');
  }
  expect(written.filter((shape) => shape === 'often')).toHaveLength(3);
  // One that is too large for all that there is room for is written each time.
  ask('huge', 200_000);
  ask('huge', 200_000);
  expect(written.filter((shape) => shape === 'huge')).toHaveLength(6);
});
