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
 * The questions about reports that pages ask by themselves. Each has a table for members in the shipped plan; a test says which
 * other readers have one.
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
