import { drawnBy, type PlannedTable } from '../../api/planned-table.ts';
import type { TrendsQuestion } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import type { Named } from '../../model/table-name.ts';
import type { MessageId } from '../../text/texts.ts';

/** A dimension that this page looks at, and the question that breaks down by it. */
export type Looked = { readonly dimension: Dimension; readonly question: TrendsQuestion };

const DIMENSIONS = {
  country: 'figure.country',
  typeGroup: 'dimension.typeGroup',
  type: 'quality.dim.type',
  personGroup: 'dimension.personGroup',
  segment: 'dimension.segment',
  perpetrator: 'dimension.perpetrator',
  method: 'dimension.method',
  groupSize: 'dimension.groupSize',
} as const satisfies Readonly<Record<string, MessageId>>;
export type Dimension = keyof typeof DIMENSIONS;

export const dimensionWords = (dimension: Dimension): MessageId => DIMENSIONS[dimension];

/** Dimensions of which the plan gives numbers of the whole region. */
export const SINGLE: readonly Looked[] = [
  { dimension: 'country', question: PAGE_QUESTIONS.countries },
  { dimension: 'typeGroup', question: PAGE_QUESTIONS.typeGroups },
  { dimension: 'type', question: PAGE_QUESTIONS.types },
  { dimension: 'personGroup', question: PAGE_QUESTIONS.personGroups },
  { dimension: 'segment', question: PAGE_QUESTIONS.segments },
];

/** Dimensions of which the plan gives numbers of each country. */
export const BY_COUNTRY: readonly Looked[] = [
  { dimension: 'perpetrator', question: PAGE_QUESTIONS.perpetratorsOfCountries },
  { dimension: 'method', question: PAGE_QUESTIONS.methodsOfCountries },
  { dimension: 'groupSize', question: PAGE_QUESTIONS.groupSizesOfCountries },
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
