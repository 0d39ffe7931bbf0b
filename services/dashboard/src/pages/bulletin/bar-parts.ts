import { interpretRounded } from '@waylight/presentation';

/** The parts of a bar, each as a share of its length. */
export type BarParts = {
  /** End of the certain part, and start of the possible range. */
  readonly certain: number;
  readonly upTo: number;
  /** Middle of the range: 2 for a number that reads 0–4, because a tick at 0 would read as none. */
  readonly middle: number;
};

/** A rounded number as a bar; `most` is the value of the whole length. */
export function barParts(value: number, base: number, most: number): BarParts {
  const { from, to } = interpretRounded(value, base);
  const certain = Math.max(0, from) / most;
  const upTo = to / most;
  return { certain, upTo, middle: (certain + upTo) / 2 };
}
