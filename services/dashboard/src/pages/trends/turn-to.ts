import { drawnBy, type PlannedTable } from '../../api/planned-table.ts';
import { automaticKinds, periodKindsOf } from './questions.ts';
import { type ChosenCode, changeTable, type TrendsView } from './trends-view.ts';

/** The single codes to which a view is limited: that of the second dimension, and a code that is the only one of the first. */
function chosenIn({ by: [main = '', context = ''], only, kept }: TrendsView): readonly ChosenCode[] {
  const [code, ...others] = kept[main] ?? [];
  return [
    ...(context === '' || only === undefined ? [] : [{ dimension: context, code: only }]),
    ...(code === undefined || others.length > 0 ? [] : [{ dimension: main, code }]),
  ];
}

/** Carries a choice over to the next view if it is of its first dimension, and names the first choice that is dropped. */
export function carryChoices(view: TrendsView, next: TrendsView): TrendsView {
  const chosen = chosenIn(view);
  const own = chosen.find(({ dimension }) => dimension === next.by[0]);
  const keeping = own === undefined ? next : { ...next, kept: { ...next.kept, [own.dimension]: [own.code] } };
  const left = chosenIn(keeping);
  const isKept = (one: ChosenCode) =>
    left.some(({ dimension, code }) => dimension === one.dimension && code === one.code);
  return { ...keeping, dropped: chosen.find((one) => !isKept(one)) };
}

/**
 * Turns to a question, answered by the first of these dimensions with a released table. A chosen code of another dimension is
 * kept if a released table has both. Undefined without a table.
 */
export function turnTo(
  view: TrendsView,
  dimensions: readonly string[],
  released: readonly PlannedTable[],
): TrendsView | undefined {
  const chosen = chosenIn(view);
  const own = chosen.find(({ dimension }) => dimensions.includes(dimension));
  const ordered = own === undefined ? dimensions : [own.dimension, ...dimensions];
  const alone = ordered.length === 0 ? [[]] : ordered.map((name) => [name]);
  const by = alone.find((names) => periodKindsOf(released, names).length > 0);
  const kept = chosen
    .filter(({ dimension }) => !dimensions.includes(dimension))
    .flatMap((one) => ordered.map((name) => together(view, name, one, released)))
    .find((one) => one !== undefined);
  const next = kept ?? (by && changeTable(view, by, undefined));
  return next && carryChoices(view, next);
}

/** A dimension for a single code of another one, if a released table has that code. */
function together(
  view: TrendsView,
  name: string,
  { dimension, code }: ChosenCode,
  released: readonly PlannedTable[],
): TrendsView | undefined {
  const by = [name, dimension];
  const having = released.filter(
    (table) =>
      drawnBy(table).some((names) => by.every((one) => names.includes(one))) &&
      table.dimensions.some((one) => one.name === dimension && one.codes.includes(code)),
  );
  const kinds = automaticKinds(periodKindsOf(having, by));
  if (kinds.length === 0) return undefined;
  const isInAll = kinds.length === automaticKinds(periodKindsOf(released, by)).length;
  return changeTable(view, by, isInAll ? undefined : kinds[0], code);
}
