import type { TrendsQuestion } from '../../data/questions.ts';
import type { MessageId } from '../../messages/catalogs.ts';

/** What a table of the plan tells apart that this page looks at. */
export type Looked = {
  readonly key: string;
  readonly period: 'month' | 'quarter';
  readonly dimensions: readonly Dimension[];
};

const DIMENSIONS = {
  country: 'quality.dim.country',
  typeGroup: 'quality.dim.typeGroup',
  type: 'quality.dim.type',
  personGroup: 'quality.dim.personGroup',
  segment: 'quality.dim.segment',
  perpetrator: 'quality.dim.perpetrator',
  method: 'quality.dim.method',
  groupSize: 'quality.dim.groupSize',
} as const satisfies Readonly<Record<string, MessageId>>;
export type Dimension = keyof typeof DIMENSIONS;

export const dimensionWords = (dimension: Dimension): MessageId => DIMENSIONS[dimension];

const looked = (period: Looked['period'], ...dimensions: readonly Dimension[]): Looked => ({
  key: `${period} ${dimensions.join(' ')}`,
  period,
  dimensions,
});

/** Each dimension by itself: what was left unknown in it. */
export const SINGLE: readonly Looked[] = [
  looked('month', 'country'),
  looked('month', 'typeGroup'),
  looked('month', 'type'),
  looked('month', 'personGroup'),
  looked('month', 'segment'),
  looked('quarter', 'perpetrator'),
  looked('quarter', 'method'),
  looked('quarter', 'groupSize'),
];

/** Tables that cross two: there numbers are smallest. */
export const CROSSED: readonly Looked[] = [
  looked('month', 'country', 'typeGroup'),
  looked('quarter', 'country', 'typeGroup'),
  looked('quarter', 'country', 'personGroup'),
  looked('quarter', 'country', 'perpetrator'),
  looked('quarter', 'country', 'method'),
];

export const questionOf = ({
  period,
  dimensions,
}: Pick<Looked, 'period' | 'dimensions'>): TrendsQuestion => ({
  layer: 'reports',
  unit: 'incidents',
  by: ['period', ...dimensions],
  period,
});
