import type { TrendsQuestion } from '../../api/questions.ts';

/** Persons, and never incidents: whoever was published as dead or missing counts as one. */
export const RECORD = { layer: 'public-record', unit: 'victims' } as const;

/** What a reader narrows the record down to. */
export type RecordChoice = Pick<TrendsQuestion, 'country' | 'from' | 'to'>;

/** What is kept of places, and how exactly their sources knew them; one question for the map and for the figure of precision. */
export const placesQuestion = (choice: RecordChoice): TrendsQuestion => ({
  ...RECORD,
  ...choice,
  by: ['country', 'area', 'segment', 'placePrecision'],
  period: 'year',
});

/** Without a choice, its answer also gives the years and countries to choose from. */
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

/** Questions of all panels. */
export const RECORD_QUESTIONS = [
  yearsQuestion,
  placesQuestion,
  causesQuestion,
  datesQuestion,
  qualityQuestion,
] as const;
