import type { PeriodKind } from '@waylight/calendar';
import type { TrendsQuestion } from './questions.ts';

/** A question about reported incidents, by period and these dimensions. */
export const reportQuestion = (period: PeriodKind, ...dimensions: readonly string[]): TrendsQuestion => ({
  layer: 'reports',
  unit: 'incidents',
  by: ['period', ...dimensions],
  period,
});

/**
 * Questions about reports that pages ask. The shipped plan has a table for members for each. A test lists the other audiences.
 */
export const PAGE_QUESTIONS = {
  region: reportQuestion('month'),
  countries: reportQuestion('month', 'country'),
  typeGroups: reportQuestion('month', 'typeGroup'),
  types: reportQuestion('month', 'type'),
  personGroups: reportQuestion('month', 'personGroup'),
  segments: reportQuestion('month', 'segment'),
  segmentsByQuarter: reportQuestion('quarter', 'segment'),
  segmentsByYear: reportQuestion('year', 'segment'),
  regionByQuarter: reportQuestion('quarter'),
  countriesByQuarter: reportQuestion('quarter', 'country'),
  perpetratorsOfCountries: reportQuestion('quarter', 'country', 'perpetrator'),
  methodsOfCountries: reportQuestion('quarter', 'country', 'method'),
  groupSizesOfCountries: reportQuestion('quarter', 'country', 'groupSize'),
} as const satisfies Readonly<Record<string, TrendsQuestion>>;
