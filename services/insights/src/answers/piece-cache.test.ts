import { expect, it } from 'vitest';
import { type AnswerPiece, createPieceCache } from './piece-cache.ts';

const piece = (size: number): AnswerPiece => ({ text: new Uint8Array(size), namesKosovo: false });

it('writes a piece once for each source and shape', () => {
  const cache = createPieceCache();
  const [one, other] = [{}, {}];
  let writes = 0;
  const get = (source: object, shape: string) =>
    cache.getOrCreate(source, shape, () => {
      writes += 1;
      return piece(writes);
    });
  const first = get(one, 'by month');
  expect(get(one, 'by month')).toBe(first);
  expect(writes).toBe(1);
  // Sources are compared by identity.
  expect(get(other, 'by month')).not.toBe(first);
  expect(get(one, 'by country')).not.toBe(first);
  expect(writes).toBe(3);
});

it('stays within its maximum size, and evicts the least recently used shape', () => {
  const cache = createPieceCache(100_000);
  const sources = Array.from({ length: 3 }, () => ({}));
  const written: string[] = [];
  const get = (shape: string, size = 5_000) => {
    for (const source of sources)
      cache.getOrCreate(source, shape, () => {
        written.push(shape);
        return piece(size);
      });
    expect(cache.bytes()).toBeLessThanOrEqual(100_000);
  };
  get('often');
  for (let n = 0; n < 100; n++) {
    get(`once, ${n}`);
    get('often');
  }
  expect(written.filter((shape) => shape === 'often')).toHaveLength(3);
  // A piece above the maximum size is not cached, so it is written each time.
  get('huge', 200_000);
  get('huge', 200_000);
  expect(written.filter((shape) => shape === 'huge')).toHaveLength(6);
});
