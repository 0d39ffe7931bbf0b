import { numberText } from '../../model/cell-text.ts';
import type { NumberCell } from '../../model/grid.ts';
import { headText } from '../../model/head-text.ts';
import type { Line } from '../../model/lines.ts';
import type { Locale } from '../../text/locale.tsx';

/** Moves labels apart that would overlap, as little as possible, between `top` and `bottom`. Keeps their order. */
export function spreadLabels(
  wanted: readonly number[],
  { gap, top, bottom }: { readonly gap: number; readonly top: number; readonly bottom: number },
): readonly number[] {
  const order = wanted.map((y, at) => ({ y, at })).toSorted((a, b) => a.y - b.y);
  const placed = order.map(({ y }) => Math.min(Math.max(y, top), bottom));
  for (let at = 1; at < placed.length; at += 1)
    placed[at] = Math.max(placed[at] ?? 0, (placed[at - 1] ?? 0) + gap);
  const last = placed.length - 1;
  if (last >= 0) placed[last] = Math.min(placed[last] ?? 0, bottom);
  for (let at = last - 1; at >= 0; at -= 1)
    placed[at] = Math.min(placed[at] ?? 0, (placed[at + 1] ?? 0) - gap);
  const result = new Array<number>(wanted.length).fill(0);
  for (const [at, { at: index }] of order.entries()) result[index] = placed[at] ?? 0;
  return result;
}

/** Truncates a text to a width in pixels. */
export function shortened(text: string, most: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= most) return text;
  let kept = text.slice(0, -1);
  while (kept.length > 1 && widthOf(`${kept}…`) > most) kept = kept.slice(0, -1).trimEnd();
  return `${kept}…`;
}

type LastNumber = { readonly cell: NumberCell; readonly period: string; readonly isNewest: boolean };

export type LabelPlace = {
  readonly line: Line;
  /** Index of the line. */
  readonly at: number;
  readonly isAtEdge: boolean;
  readonly x: number;
  readonly y: number;
};

/** The newest number of a line in these periods, oldest first. */
function lastOf({ cells }: Line, periods: readonly string[]): LastNumber | undefined {
  const period = periods.findLast((one) => cells.has(one)) ?? '';
  const cell = cells.get(period);
  return cell && { cell, period, isNewest: period === periods.at(-1) };
}

/** Positions of labels: at the right edge, or at the last point of a line that ends earlier. Those of one period do not overlap. */
export function placeLabels(
  lines: readonly Line[],
  periods: readonly string[],
  {
    edge,
    pointOf,
    ...space
  }: {
    readonly edge: number;
    /** Position of the last point of a line, by the index of the line. */
    readonly pointOf: (last: LastNumber, at: number) => { readonly x: number; readonly y: number };
  } & Parameters<typeof spreadLabels>[1],
): readonly LabelPlace[] {
  const ends = lines.flatMap((line, at) => {
    const last = lastOf(line, periods);
    return last === undefined ? [] : [{ line, at, last, ...pointOf(last, at) }];
  });
  return [...Map.groupBy(ends, ({ last }) => last.period).values()].flatMap((group) => {
    const heights = spreadLabels(
      group.map(({ y }) => y),
      space,
    );
    return group.map(({ line, at, last, x }, n) => ({
      line,
      at,
      isAtEdge: last.isNewest,
      x: last.isNewest ? edge : x,
      y: heights[n] ?? 0,
    }));
  });
}

/**
 * Name and newest number of a line. A line that ends earlier has no number, because an older one would be read as the newest:
 * its name is at its last point.
 */
export function endLabel(
  line: Line,
  periods: readonly string[],
  { most, widthOf }: { readonly most: number; readonly widthOf: (text: string) => number },
  locale: Locale,
): string {
  const last = lastOf(line, periods);
  if (last === undefined) return '';
  const value = last.isNewest ? ` ${numberText(last.cell, locale, 'cell')}` : '';
  return shortened(headText(line.head, locale), most - widthOf(value), widthOf) + value;
}

/** Newest number of a line, where only a number fits. Empty if the newest period has none, because no date fits. */
export function endNumber(line: Line, periods: readonly string[], locale: Locale): string {
  const last = lastOf(line, periods);
  return last?.isNewest === true ? numberText(last.cell, locale, 'cell') : '';
}
