import { interpretRounded } from '@waylight/presentation';

/** The parts of a bar, each as a share of its length. */
export type BarParts = {
  /** What is certain at least ends here, and the span in which the truth lies begins. */
  readonly certain: number;
  readonly upTo: number;
  /** Of the span: of a number that reads 0–4 it is 2, because a tick at 0 would read as none. */
  readonly middle: number;
};

/** A rounded number as a bar of which the whole length is `most`. */
export function barParts(value: number, base: number, most: number): BarParts {
  const { from, to } = interpretRounded(value, base);
  const certain = Math.max(0, from) / most;
  const upTo = to / most;
  return { certain, upTo, middle: (certain + upTo) / 2 };
}
