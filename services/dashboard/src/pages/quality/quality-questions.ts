import { drawnBy, type PlannedTable } from '../../data/planned-table.ts';
import type { TrendsQuestion } from '../../data/questions.ts';
import type { MessageId } from '../../messages/catalogs.ts';
import type { Named } from '../../parts/table-name.ts';

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
  method: 'dimension.method',
  groupSize: 'quality.dim.groupSize',
} as const satisfies Readonly<Record<string, MessageId>>;
export type Dimension = keyof typeof DIMENSIONS;

export const dimensionWords = (dimension: Dimension): MessageId => DIMENSIONS[dimension];

const looked = (period: Looked['period'], ...dimensions: readonly Dimension[]): Looked => ({
  key: `${period} ${dimensions.join(' ')}`,
  period,
  dimensions,
});

/** Dimensions of which the plan gives numbers of the whole region. */
export const SINGLE: readonly Looked[] = [
  looked('month', 'country'),
  looked('month', 'typeGroup'),
  looked('month', 'type'),
  looked('month', 'personGroup'),
  looked('month', 'segment'),
];

/** What the plan gives by country alone: totals of the region are no numbers of their own there. */
export const BY_COUNTRY: readonly Looked[] = [
  looked('quarter', 'country', 'perpetrator'),
  looked('quarter', 'country', 'method'),
  looked('quarter', 'country', 'groupSize'),
];

/** What has numbers of its own, and may be mostly rounding. */
export type Rounded = Named & { readonly key: string };

/** Whatever of the plan is released and was drawn; what two tables tell is looked at once. */
export function roundedNumbers(
  tables: readonly PlannedTable[],
  isReleased: (table: string) => boolean,
): readonly Rounded[] {
  const all = tables
    .filter(({ id }) => isReleased(id))
    .flatMap((table) =>
      drawnBy(table).map((by) => ({
        ...{ by, period: table.period, isByReceipt: table.isByReceipt },
        key: [table.period, ...by].join(' '),
      })),
    );
  return [...new Map(all.map((one) => [one.key, one])).values()];
}

export const questionOf = ({
  period,
  dimensions,
}: {
  readonly period: PlannedTable['period'];
  readonly dimensions: readonly string[];
}): TrendsQuestion => ({
  layer: 'reports',
  unit: 'incidents',
  by: ['period', ...dimensions],
  period,
});
