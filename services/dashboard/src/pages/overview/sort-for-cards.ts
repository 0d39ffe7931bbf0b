import type { Changes, Comparison } from '../../api/changes.ts';

/** Comparisons by the card that lists them. */
export type SortedComparisons = Readonly<Record<'more' | 'fewer' | 'unclear', readonly Comparison[]>>;

/** Sorts the comparisons of a response by their verdicts. Silent countries are first among those that cannot be compared. */
export function sortForCards({
  silent = [],
  findings = [],
  others,
}: Pick<Changes, 'silent' | 'findings' | 'others'>): SortedComparisons {
  const all = [...findings, ...others];
  const isSilent = ({ subject: [only, ...rest] }: Comparison) =>
    rest.length === 0 && only?.dimension === 'country' && silent.includes(only.code);
  const unclear = all.filter(
    ({ verdict }) => verdict === 'not-comparable' || verdict === 'reporting-changed',
  );
  return {
    more: all.filter(({ verdict }) => verdict === 'more'),
    fewer: all.filter(({ verdict }) => verdict === 'fewer'),
    unclear: [...unclear.filter(isSilent), ...unclear.filter((one) => !isSilent(one))],
  };
}
