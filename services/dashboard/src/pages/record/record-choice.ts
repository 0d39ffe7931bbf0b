import type { TrendsQuestion } from '../../api/questions.ts';

/** The unit is persons, never incidents: each dead or missing person counts as one. */
export const RECORD = { layer: 'public-record', unit: 'victims' } as const;

/** The reader's filters of the record. */
export type RecordChoice = Pick<TrendsQuestion, 'country' | 'from' | 'to'>;

/** Stored places and the precision of their sources: one query for the map and for the figure of precision. */
export const placesQuestion = (choice: RecordChoice): TrendsQuestion => ({
  ...RECORD,
  ...choice,
  by: ['country', 'area', 'segment', 'placePrecision'],
  period: 'year',
});

/** Without a filter, its answer also contains the years and countries to choose from. */
export const yearsQuestion = (choice: RecordChoice): TrendsQuestion => ({
  ...RECORD,
  ...choice,
  by: ['period', 'country'],
  period: 'year',
});

export const causesQuestion = (choice: RecordChoice): TrendsQuestion => ({
  ...RECORD,
  ...choice,
  by: ['cause', 'type'],
  period: 'year',
});

export const datesQuestion = (choice: RecordChoice): TrendsQuestion => ({
  ...RECORD,
  ...choice,
  by: ['period'],
  period: 'week',
});

export const qualityQuestion = (choice: RecordChoice): TrendsQuestion => ({
  ...RECORD,
  ...choice,
  by: ['sourceQuality', 'type'],
  period: 'year',
});

/** Queries of all panels. */
export const RECORD_QUESTIONS = [
  yearsQuestion,
  placesQuestion,
  causesQuestion,
  datesQuestion,
  qualityQuestion,
] as const;
