import type { Dependencies } from '../dependencies.ts';
import type { AnalystView } from './analysts.ts';
import type { Solved } from './attackers.ts';
import { type Advantage, gainsOf } from './guess.ts';
import type { ReadPeriod } from './readings.ts';

/** Formats a table in Markdown. */
export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

const percent = (share: number): string => (Number.isNaN(share) ? '–' : String(Math.round(100 * share)));

/** The views of analysts by method, each with the same queries in the same order. */
export type AnalystViewsByMethod = Readonly<Record<string, readonly AnalystView[]>>;

/** Prints two tables: the errors of numbers, and the share of changes with the right direction. */
export function pagesOfAnalysts(
  page: Dependencies['page'],
  region: string,
  seen: AnalystViewsByMethod,
): void {
  const methods = Object.keys(seen);
  const questions = Object.values(seen)[0] ?? [];
  const rows = (cell: (of: AnalystView) => string): string[][] =>
    questions.map(({ kind, by }, n) => [
      `${by} by ${kind}`,
      ...methods.map((method) => {
        const of = seen[method]?.[n];
        return of === undefined ? '' : cell(of);
      }),
    ]);
  page(
    `${region}: error of a number relative to the exact count when the period closed, median and ninth decile, in %; and the share of given numbers, if some are missing`,
    markdown(
      ['', ...methods],
      rows(({ median, ninth, given }) => {
        const errors = `${percent(median)} / ${percent(ninth)}`;
        return given < 1 ? `${errors} (${percent(given)} % given)` : errors;
      }),
    ),
  );
  page(
    `${region}: share of changes of a fifth or more, to the same period of the next year, that are visible in the right direction, among those with both numbers given`,
    markdown(
      ['', ...methods],
      rows(({ changes, rightSigns }) =>
        changes === 0 ? 'none' : `${percent(rightSigns)} % of ${changes.toLocaleString('en')}`,
      ),
    ),
  );
}

/** The published periods of regions of one size. */
export type PublishedRegion = { readonly region: string; readonly read: readonly ReadPeriod[] };

/** Prints how many tables the audit withholds, and how many cells of the members' tables are given. */
export function pageOfWithheld(page: Dependencies['page'], left: readonly PublishedRegion[]): void {
  page(
    'Tables of releases that are withheld because they would disclose small counts, and the cells with a number of their own; the others are small, and in the pooled row',
    markdown(
      ['region', 'periods', 'tables', 'withheld', 'which', 'cells given'],
      left.flatMap(({ region, read }) =>
        [...Map.groupBy(read, ({ kind }) => kind)].map(([kind, periods]) => {
          const tables = periods.flatMap((period) => period.tables);
          const withheld = tables.filter(({ isWithheld }) => isWithheld);
          const times = [...Map.groupBy(withheld, ({ table }) => table.id)];
          const cells = tables
            .filter(({ audience }) => audience === 'partners')
            .flatMap((table) => table.cells.flat());
          return [
            region,
            `${periods.length} ${kind}s`,
            String(tables.length),
            `${withheld.length} (${percent(withheld.length / tables.length)} %)`,
            times.map(([id, of]) => `${id} ${of.length}`).join(', ') || 'none',
            `${percent(cells.filter(({ reads }) => reads !== null).length / cells.length)} %`,
          ];
        }),
      ),
    ),
  );
}

/** The results of the solver for a region and method. */
export type SolvedRow = {
  readonly region: string;
  readonly method: string;
  /** The tables that are solved together. */
  readonly over: string;
  readonly solved: Solved;
};

export function pageOfSolver(page: Dependencies['page'], found: readonly SolvedRow[]): void {
  page(
    'Small counts (1 to 4) of a year that its tables together disclose to a solver, if nothing was late and the attacker knows that (small count rounding of all tables states no bounds)',
    markdown(
      ['region', 'method', 'tables', 'of 1 to 4', 'disclosed exactly', 'fewer than 5 possible values'],
      found.map(({ region, method, over, solved: { small, exact, determined, contradicts } }) => [
        region,
        method,
        over,
        String(small),
        contradicts ? 'contradiction' : `${exact} (${percent(exact / small)} %)`,
        contradicts ? 'contradiction' : `${determined} (${percent(determined / small)} %)`,
      ]),
    ),
  );
}

/** The advantage of one attacker over one report, by the number of reports that each organisation inserted. */
export type AttackRow = {
  readonly report: string;
  readonly attacker: string;
  readonly method: string;
  /** The tables that are read. */
  readonly over: string;
  readonly by: ReadonlyMap<number, Advantage>;
};

export function pageOfAttackers(page: Dependencies['page'], rows: readonly AttackRow[]): void {
  const format = (of: Advantage | undefined): string =>
    of === undefined ? '' : `${of.advantage.toFixed(2)} ± ${of.error.toFixed(2)}`;
  const counts = [...new Set(rows.flatMap(({ by }) => [...by.keys()]))].sort((a, b) => a - b);
  const gained = ({ by }: AttackRow): string => {
    const [largest] = gainsOf(by).sort((a, b) => b.gain - a.gain);
    return largest === undefined ? '' : `${largest.gain.toFixed(2)} ± ${largest.error.toFixed(2)}`;
  };
  page(
    'Advantage of an attacker who guesses whether one report exists, by the number of own reports that each inserts and retracts; ± one standard error. All tables are published here, including those that would be withheld',
    markdown(
      [
        'report',
        'attacker',
        'method',
        'tables',
        ...counts.map((count) => (count === 0 ? 'none' : String(count))),
        'largest gain by them',
      ],
      rows.map((row) => [
        row.report,
        row.attacker,
        row.method,
        row.over,
        ...counts.map((count) => format(row.by.get(count))),
        gained(row),
      ]),
    ),
  );
}
