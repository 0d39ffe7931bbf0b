import type { TrendsQuestion } from '../../data/questions.ts';

/** Persons, and never incidents: whoever was published as dead or missing counts as one. */
export const RECORD = { layer: 'public-record', unit: 'victims' } as const;

/** What a reader narrows the record down to. */
export type RecordChoice = Pick<TrendsQuestion, 'country' | 'from' | 'to'>;
