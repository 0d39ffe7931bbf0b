import type { Comparison } from '../data/changes.ts';
import { useChangeFormatter } from '../language/change-texts.ts';
import { NotGiven } from './not-given.tsx';

/** The verdict on a number in words, and how many more or fewer; nothing is computed here. */
export function VerdictText({ comparison }: { readonly comparison: Comparison | undefined }) {
  const formatter = useChangeFormatter();
  if (comparison?.verdict === undefined || formatter === undefined) return <NotGiven />;
  const { verdict, difference } = comparison;
  const { terms, number } = formatter;
  if (difference === undefined || (verdict !== 'more' && verdict !== 'fewer')) return terms.verdicts[verdict];
  const [min = 0, max = 0] = [difference.min, difference.max].map(Math.abs).toSorted((a, b) => a - b);
  return (
    <span className={`change-${verdict}`}>
      {terms.verdicts[verdict]} ({number(min)}–{number(max)})
    </span>
  );
}
