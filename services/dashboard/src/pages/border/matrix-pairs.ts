import { segmentById } from '@waylight/taxonomy/places';
import type { SegmentNumbers } from './segments.ts';

/** The countries that segments begin, or end, in: in an order that is the same for both. */
function endsOf(
  segments: readonly SegmentNumbers[],
  end: 'from' | 'to',
  order: readonly string[],
): readonly string[] {
  const found = new Set(segments.map((one) => one[end]));
  return [
    ...order.filter((code) => found.has(code)),
    ...[...found].filter((code) => !order.includes(code)).sort(),
  ];
}

export type MatrixPairs = {
  readonly froms: readonly string[];
  readonly tos: readonly string[];
  /** Whether the matrix says anything of a pair: a border that begins or ends in the chosen country. */
  readonly isShown: (from: string, to: string) => boolean;
};

/**
 * The pairs of a matrix: of a chosen country those with its neighbours, both ways, also where one has no number of its own. `all` are the
 * segments of every country: a pair that was not chosen has a number, and it stays blank.
 */
export function matrixPairs(
  all: readonly SegmentNumbers[],
  country: string | undefined,
  order: readonly string[],
): MatrixPairs {
  const isShown = (from: string, to: string): boolean =>
    isBorder(from, to) && (country === undefined || from === country || to === country);
  const [froms, tos] = [endsOf(all, 'from', order), endsOf(all, 'to', order)];
  return {
    froms: froms.filter((from) => tos.some((to) => isShown(from, to))),
    tos: tos.filter((to) => froms.some((from) => isShown(from, to))),
    isShown,
  };
}

/** Whether two countries have a border on our list: a pair without one has no number to be counted elsewhere. */
const isBorder = (from: string, to: string): boolean => segmentById(`${from}-${to}`) !== undefined;
