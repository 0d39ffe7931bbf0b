import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeRoom, textBox, touch } from './free-room.ts';

const within = { width: 400, height: 300 };
const at = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }));
const size = fc.record({ width: fc.integer({ min: 4, max: 60 }), height: fc.integer({ min: 4, max: 30 }) });
const box = fc.tuple(at, size).map(([[x, y], one]) => ({ x, y, ...one }));

it('a free position touches nothing, is inside the drawing and within reach', () => {
  fc.assert(
    fc.property(at, size, fc.array(box, { maxLength: 12 }), (place, wanted, taken) => {
      const room = freeRoom(place, wanted, { taken, within, reach: 80 });
      if (room === undefined) return;
      const found = { x: room[0], y: room[1], ...wanted };
      expect(taken.some((other) => touch(found, other))).toBe(false);
      expect(Math.hypot(room[0] - place[0], room[1] - place[1])).toBeLessThanOrEqual(80.001);
      expect(found.x - found.width / 2).toBeGreaterThanOrEqual(0);
      expect(found.y + found.height / 2).toBeLessThanOrEqual(within.height);
    }),
  );
});

it('is at the wanted position if that is free, and nowhere if everything is occupied', () => {
  const wanted = { width: 20, height: 10 };
  expect(freeRoom([200, 150], wanted, { taken: [], within, reach: 80 })).toEqual([200, 150]);
  const all = { x: 200, y: 150, ...within };
  expect(freeRoom([200, 150], wanted, { taken: [all], within, reach: 80 })).toBeUndefined();
});

it('avoids other obstacles than boxes', () => {
  const wanted = { width: 20, height: 10 };
  const isFree = ({ x }: { readonly x: number }) => x >= 230;
  const room = freeRoom([200, 150], wanted, { taken: [], within, reach: 80, isFree });
  expect(room?.[0]).toBeGreaterThanOrEqual(230);
  expect(freeRoom([200, 150], wanted, { taken: [], within, reach: 20, isFree })).toBeUndefined();
});

it('a text takes the more the longer it is, over its base line', () => {
  const short = textBox([100, 50], 'AL', 13);
  expect(textBox([100, 50], 'Albania', 13).width).toBeGreaterThan(short.width);
  expect(short.y).toBeLessThan(50);
});
