import { PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import { drawnBy, type PlannedTable } from '../../api/planned-table.ts';
import type { MessageId } from '../../text/texts.ts';

export type QuestionName = 'all' | 'where' | 'what' | 'who' | 'byWhom' | 'border' | 'how' | 'help';

/** Questions of the page, each with the dimensions that can answer it. */
export const QUESTIONS: readonly {
  readonly name: QuestionName;
  readonly title: MessageId;
  readonly dimensions: readonly string[];
}[] = [
  { name: 'all', title: 'trends.question.all', dimensions: [] },
  { name: 'where', title: 'trends.question.where', dimensions: ['country', 'area'] },
  { name: 'what', title: 'trends.question.what', dimensions: ['typeGroup', 'type', 'exactType'] },
  { name: 'who', title: 'trends.question.who', dimensions: ['personGroup', 'originRegion', 'groupSize'] },
  { name: 'byWhom', title: 'trends.question.byWhom', dimensions: ['perpetrator'] },
  { name: 'border', title: 'trends.question.border', dimensions: ['segment'] },
  { name: 'how', title: 'trends.question.how', dimensions: ['method'] },
  {
    name: 'help',
    title: 'trends.question.help',
    dimensions: ['service', 'serviceOutcome', 'unavailableService'],
  },
];

/** The question to which a dimension belongs. */
export const questionOf = (dimension: string | undefined): (typeof QUESTIONS)[number] | undefined =>
  QUESTIONS.find(({ name, dimensions }) =>
    dimension === undefined ? name === 'all' : dimensions.includes(dimension),
  );

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

/** Lengths of periods for which a table has numbers by these dimensions, shortest first. */
export const periodKindsOf = (
  tables: readonly PlannedTable[],
  by: readonly string[],
): readonly PeriodKind[] =>
  PERIOD_KINDS.filter((kind) =>
    tables.some((table) => table.period === kind && drawnBy(table).some((names) => isSame(names, by))),
  );

/** Shorter periods, except weeks of receipt, for which the plan has no table by these dimensions. */
export function unpublishedKinds(
  planned: readonly PlannedTable[],
  by: readonly string[],
): readonly PeriodKind[] {
  const [shortest] = automaticKinds(periodKindsOf(planned, by));
  const kinds = automaticKinds(PERIOD_KINDS);
  return shortest === undefined ? [] : kinds.slice(0, Math.max(0, kinds.indexOf(shortest)));
}

/** Default order of period lengths. Weeks of receipt are used only if there is nothing else. */
export function automaticKinds(kinds: readonly PeriodKind[]): readonly PeriodKind[] {
  const others = kinds.filter((kind) => kind !== 'week');
  return others.length === 0 ? kinds : others;
}

/** Dimensions that can be combined with this one, in the order of the questions. */
export const combinedWith = (tables: readonly PlannedTable[], dimension: string): readonly string[] =>
  QUESTIONS.flatMap(({ dimensions }) => dimensions).filter(
    (other) => other !== dimension && periodKindsOf(tables, [dimension, other]).length > 0,
  );

/** The first table that has numbers by these dimensions. */
export const tableWith = (tables: readonly PlannedTable[], by: readonly string[]): PlannedTable | undefined =>
  tables.find((table) => drawnBy(table).some((names) => isSame(names, by)));

/** Codes of a dimension of a table, in the order of the plan. */
export const plannedCodes = (table: PlannedTable | undefined, dimension: string): readonly string[] =>
  table?.dimensions.find(({ name }) => name === dimension)?.codes ?? [];

/** The table of the answer, or else the table of the plan with exactly these dimensions. */
export function plannedTableOf(
  tables: readonly PlannedTable[],
  { by, period }: { readonly by: readonly string[]; readonly period: PeriodKind },
  asOf: string | undefined,
): PlannedTable | undefined {
  const ofAnswer = tables.find(({ id }) => id === asOf?.split('.')[0]);
  return (
    ofAnswer ??
    tables.find(
      ({ dimensions, period: kind }) =>
        kind === period &&
        isSame(
          dimensions.map(({ name }) => name),
          by,
        ),
    )
  );
}
