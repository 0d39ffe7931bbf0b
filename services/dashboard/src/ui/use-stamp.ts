import { useQuery } from '@tanstack/react-query';
import { placeOf, releaseOf } from '../api/origin.ts';
import { releasesQuery } from '../api/questions.ts';
import type { Answer } from '../api/schemas.ts';
import { useLocale } from '../text/locale.tsx';
import { useTableNames } from './use-table-names.ts';

/**
 * The release of an answer's numbers for a period. The answer names only its newest release. The release of an earlier period is
 * looked up in the list of releases; undefined while that is loading.
 */
export function useStamp(answer: Answer | undefined, period: string | undefined): string | undefined {
  const asOf = answer?.asOf;
  const isNewest = asOf === undefined || period === undefined || placeOf(asOf)?.period === period;
  const { data: releases } = useQuery({ ...releasesQuery(), enabled: !isNewest });
  if (isNewest) return asOf;
  const origin = answer?.explain.origin;
  return origin === undefined ? undefined : releaseOf(origin, period, releases ?? [])?.id;
}

/** "As of: Reported incidents by country, quarter 3 of 2026, for members". */
export function useStampText(): (asOf: string | undefined) => string | undefined {
  const { t } = useLocale();
  const names = useTableNames();
  return (asOf = '') => {
    const name = names.release(asOf);
    // Until the plan is there, and of a table that it does not know, the period says more than an id.
    return placeOf(asOf) === undefined || name === asOf ? undefined : t('names.asOf', { release: name });
  };
}
