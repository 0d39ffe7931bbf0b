import type { Highs } from 'highs';
import type { Component } from './components.ts';
import { ContradictionError } from './errors.ts';
import { openMoves } from './moves.ts';
import { type Bounds, fitsRow, type System } from './system.ts';

/**
 * Whole numbers that fit all facts, within the bounds: `hint` itself where it does, as the truth must, otherwise what is nearest to it.
 * Only `components` are looked at; everything else is known. Throws ContradictionError where nothing fits.
 */
export function pointNear(
  highs: Highs,
  system: Pick<System, 'rows' | 'rowsOf'>,
  bounds: Bounds,
  components: readonly Component[],
  hint: ArrayLike<number>,
): Float64Array {
  const point = Float64Array.from(hint, (value, unknown) => {
    const [least, most] = [bounds.least[unknown] ?? Number.NaN, bounds.most[unknown] ?? Number.NaN];
    return Math.min(most, Math.max(least, value));
  });
  for (const component of components) {
    if (component.rows.every((row) => fitsRow(row, (unknown) => point[unknown] ?? Number.NaN))) continue;
    const moves = openMoves(highs, { system, component, point, bounds });
    try {
      const move = moves.to();
      if (move === undefined) throw new ContradictionError();
      for (const { unknown, by } of move) point[unknown] = (point[unknown] ?? Number.NaN) + by;
    } finally {
      moves.dispose();
    }
  }
  return point;
}
