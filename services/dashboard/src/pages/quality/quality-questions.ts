import { queryOptions } from '@tanstack/react-query';
import { drawnBy, type PlannedTable, plannedTables } from '../../api/planned-table.ts';
import {
  nearestPeriodQuery,
  releasePlanQuery,
  releasesQuery,
  type TrendsQuestion,
  trendsQuery,
} from '../../api/questions.ts';
import { PAGE_QUESTIONS, reportQuestion } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import type { Named } from '../../model/table-name.ts';
import type { MessageId } from '../../text/texts.ts';

/** A dimension of this page, with the question that breaks down by it. */
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

/** Dimensions with numbers of the whole region. */
export const SINGLE: readonly Looked[] = [
  { dimension: 'country', question: PAGE_QUESTIONS.countries },
  { dimension: 'typeGroup', question: PAGE_QUESTIONS.typeGroups },
  { dimension: 'type', question: PAGE_QUESTIONS.types },
  { dimension: 'personGroup', question: PAGE_QUESTIONS.personGroups },
  { dimension: 'segment', question: PAGE_QUESTIONS.segments },
];

/** Dimensions with numbers of each country. */
export const BY_COUNTRY: readonly Looked[] = [
  { dimension: 'perpetrator', question: PAGE_QUESTIONS.perpetratorsOfCountries },
  { dimension: 'method', question: PAGE_QUESTIONS.methodsOfCountries },
  { dimension: 'groupSize', question: PAGE_QUESTIONS.groupSizesOfCountries },
];

/** A breakdown with its own rounded numbers. */
export type Rounded = Named & { readonly key: string };

/** All rounded breakdowns of released tables. A breakdown that two tables contain is listed once. */
export function roundedNumbers(
  tables: readonly PlannedTable[],
  isReleased: (table: string) => boolean,
): readonly Rounded[] {
  const all = tables
    .filter(({ id }) => isReleased(id))
    .flatMap((table) =>
      drawnBy(table).map((by) => ({
        by,
        period: table.period,
        isByReceipt: table.isByReceipt,
        key: [table.period, ...by].join(' '),
      })),
    );
  return [...new Map(all.map((one) => [one.key, one])).values()];
}

export type RoundedAnswer = { readonly looked: Rounded; readonly answer: Answer };

/** The answers of `roundedNumbers`, in one query: each of some 25 answers would render the page again. */
export const roundedAnswersQuery = () =>
  queryOptions({
    queryKey: ['rounded-tables'],
    queryFn: async ({ client }): Promise<readonly RoundedAnswer[]> => {
      const [{ releases }, { plan }] = await Promise.all([
        client.fetchQuery(releasesQuery()),
        client.fetchQuery(releasePlanQuery()),
      ]);
      const released = new Set(releases.map(({ table }) => table));
      const numbers = roundedNumbers(plannedTables(plan.tables), (id) => released.has(id));
      const answers = await Promise.allSettled(
        numbers.map(async (looked) => {
          const question = reportQuestion(looked.period, ...looked.by);
          return { looked, answer: await client.fetchQuery(trendsQuery(question)) };
        }),
      );
      const found = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const [first] = answers;
      if (found.length === 0 && first?.status === 'rejected') throw first.reason;
      return found;
    },
  });

/** Answers with numbers that the page shows at first. */
export const numberQueries = () => [
  ...[PAGE_QUESTIONS.regionByQuarter, PAGE_QUESTIONS.countriesByQuarter].map(trendsQuery),
  ...[PAGE_QUESTIONS.region, PAGE_QUESTIONS.countries].map(trendsQuery),
  ...BY_COUNTRY.map(({ question }) => trendsQuery(question)),
  ...SINGLE.map(({ question }) => nearestPeriodQuery(question)),
  nearestPeriodQuery(PAGE_QUESTIONS.region),
];
