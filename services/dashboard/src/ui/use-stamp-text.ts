import { placeOf } from '../api/origin.ts';
import { useLocale } from '../text/locale.tsx';
import { useTableNames } from './use-table-names.ts';

/** "As of: Reported incidents by country, quarter 3 of 2026, for members": on pages that come with the texts of names. */
export function useStampText(): (asOf: string | undefined) => string | undefined {
  const { t } = useLocale();
  const names = useTableNames();
  return (asOf = '') => {
    const name = names.release(asOf);
    // Until the plan is there, and of a table that it does not know, the period says more than an id.
    return placeOf(asOf) === undefined || name === asOf ? undefined : t('names.asOf', { release: name });
  };
}
