import { periodsWithin } from '@waylight/calendar';
import {
  DEFAULT_RELEASE_PLAN,
  type DrawnNumber,
  type DrawnTable,
  keyedUniform,
  POOLED_ROW,
  type Uniform,
} from '@waylight/disclosure-control';
import type { ReportContent } from '@waylight/simulator';
import { type CountedPeriod, countMore, type Place, placeOf } from './counted-periods.ts';
import { type DisclosureCheck, type DrawnPeriod, drawPeriods, secretOf } from './drawn-periods.ts';
import { type Advantage, advantageOf, type Views } from './guess.ts';

/** Invented own reports, inserted where the report in question would count, and retracted later. */
export type Injection = {
  readonly reports: number;
  /** The first kind of period without them. The month contains all: it closed before. */
  readonly removedBy: 'quarter' | 'year';
};

export type Attack = {
  /** Decides which draw the attacker reads. */
  readonly check: DisclosureCheck;
  /** The counts that the attacker knows, for all periods of one year. */
  readonly known: readonly CountedPeriod[];
  /** The report in question: any incident that counts in the same places of the month. */
  readonly target: ReportContent;
  readonly month: string;
  /** Reports that the attacker does not know: their average number in each month of the quarter, and models for them. */
  readonly unknown: { readonly perMonth: number; readonly like: readonly ReportContent[] };
  readonly injected: readonly Injection[];
  readonly trials: number;
};

/**
 * Plays an active attack over as many keys and worlds as there are trials; in half of them the report exists. The attacker
 * reads the month of the report, its quarter and its year: of each table the cell, its row, its column and the total. The
 * unknown reports are drawn in each trial. The attacker knows all others, even if a real one would not.
 *
 * The other quarters are drawn without their months, which reveal nothing about the report and take most of the time.
 */
export async function playAttack(attack: Attack): Promise<Advantage> {
  const { known, month, target, injected, check, trials } = attack;
  const [year = ''] = month.split('-');
  const quarter = periodsWithin('quarter', 'year', year).find((one) => monthsOf(one).includes(month));
  if (quarter === undefined) throw new RangeError(`${month} is in no quarter of ${year}`);
  const played = known.filter(({ kind, period }) => kind !== 'month' || monthsOf(quarter).includes(period));
  const rankOf = { month: 0, quarter: 1, year: 2, week: 0 } as const;
  return advantageOf(trials, async (exists, trial) => {
    const uniform = keyedUniform(Buffer.alloc(32, 'worlds'), String(trial));
    const unknown = new Map(
      monthsOf(quarter).map((one) => [one, drawUnknownReports(attack.unknown, one, uniform)]),
    );
    const inQuarter = [...unknown.values()].flat();
    const periods = played.map((counted) => {
      const { kind, period } = counted;
      const counts = period === month || period === quarter || period === year;
      const own = injected.filter(({ removedBy }) => rankOf[removedBy] > rankOf[kind]);
      const reports = own.reduce((all, one) => all + one.reports, 0) + Number(exists);
      return countMore(counted, [
        ...(counts ? Array.from({ length: reports }, () => target) : []),
        ...(kind === 'month' ? (unknown.get(period) ?? []) : counts ? inQuarter : []),
      ]);
    });
    const drawn = await drawPeriods(
      periods,
      { secret: secretOf(`attack ${trial}`), base: DEFAULT_RELEASE_PLAN.base },
      check,
    );
    const read = periods.flatMap((counted, n) => {
      const { period } = counted;
      const released = drawn[n]?.released ?? [];
      return period === month || period === quarter || period === year ? [{ counted, released }] : [];
    });
    return viewsOf(read, target);
  });
}

const monthsOf = (quarter: string): string[] => periodsWithin('month', 'quarter', quarter);

/** Draws a Poisson number of reports of a month, each from the models. */
function drawUnknownReports(
  { perMonth, like }: Attack['unknown'],
  month: string,
  uniform: Uniform,
): ReportContent[] {
  const incidents: ReportContent[] = [];
  for (let product = uniform(); product > Math.exp(-perMonth); product *= uniform()) {
    const incident = like[Math.floor(uniform() * like.length)];
    if (incident !== undefined) incidents.push({ ...incident, occurredOn: month });
  }
  return incidents;
}

type ReadPeriod = { readonly counted: CountedPeriod } & Pick<DrawnPeriod, 'released'>;

/** Views of all numbers in which a report counts: single, by table and period, and by place over time. */
function viewsOf(periods: readonly ReadPeriod[], target: ReportContent): Views {
  const numbers = periods.map(({ counted, released }) =>
    counted.tables.flatMap((one) => {
      const { table, audience } = one;
      const place = placeOf(one, target, counted);
      const found = released.find((release) => release.table === table && release.audience === audience);
      return place === undefined ? [] : [{ table, audience, of: numbersAt(found?.drawn, place) }];
    }),
  );
  const byTable = numbers.flatMap((tables) => tables.map(({ of }) => of.join()));
  const single = numbers.flatMap((tables) => tables.flatMap(({ of }) => of.map(String)));
  const overTime = Map.groupBy(numbers.flat(), ({ table: { rows, columns }, audience }) =>
    [rows.dimension, columns.dimension, audience].join(),
  );
  const places = [...overTime.values()].flatMap((tables) =>
    [0, 1, 2, 3].map((n) => tables.map(({ of }) => of[n]).join()),
  );
  return [...single, ...byTable, ...places];
}

/** Returns the cell, or the pooled row's cell that contains it, and its row, column and total; nulls of a withheld table. */
function numbersAt(drawn: DrawnTable | undefined, { row, column }: Place): DrawnNumber[] {
  if (drawn === undefined) return [null, null, null, null];
  const { rows, columns, cells, rowTotals, columnTotals, total } = drawn;
  const [r, c] = [rows.indexOf(row), columns.indexOf(column)];
  const pooled = cells[rows.indexOf(POOLED_ROW)];
  return [
    cells[r]?.[c] ?? pooled?.[c] ?? null,
    rowTotals[r] ?? null,
    columnTotals[c] ?? columnSum(drawn, c),
    total,
  ];
}

/** A column that a reader can sum: each row is given, alone or in the pooled row. */
function columnSum({ rows, pooledRows = [], cells }: DrawnTable, c: number): DrawnNumber {
  const column = cells.map((row) => row[c] ?? null);
  const pooled = rows.indexOf(POOLED_ROW);
  const isComplete = rows.every(
    (row, r) =>
      r === pooled || column[r] !== null || (typeof column[pooled] === 'number' && pooledRows.includes(row)),
  );
  return isComplete ? column.reduce<number>((all, value) => all + (value ?? 0), 0) : null;
}
