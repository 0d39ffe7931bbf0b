import type { Dependencies } from '../dependencies.ts';
import type { AnalystView } from './analysts.ts';
import type { Solved } from './attackers.ts';
import { type Advantage, gainsOf } from './guess.ts';
import type { ReadPeriod } from './readings.ts';

/** A table in Markdown. */
export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

const percent = (share: number): string => (Number.isNaN(share) ? '–' : String(Math.round(100 * share)));

/** What each method gives analysts, by its name; each of the same questions in the same order. */
export type AnalystViewsByMethod = Readonly<Record<string, readonly AnalystView[]>>;

/** Two tables: how far numbers are from what was counted, and whether changes read right. */
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
    `${region}: error of a number relative to what was counted when the period closed, median and 9 of 10, in %; and where not all numbers are given, the share that is`,
    markdown(
      ['', ...methods],
      rows(({ median, ninth, given }) => {
        const errors = `${percent(median)} / ${percent(ninth)}`;
        return given < 1 ? `${errors} (${percent(given)} % given)` : errors;
      }),
    ),
  );
  page(
    `${region}: changes of a fifth or more to the same period of the next year that read as one in the right direction, of those of which both numbers are given`,
    markdown(
      ['', ...methods],
      rows(({ changes, rightSigns }) =>
        changes === 0 ? 'none' : `${percent(rightSigns)} % of ${changes.toLocaleString('en')}`,
      ),
    ),
  );
}

/** What leaves of regions of one size, by what each period of each kind gives. */
export type PublishedRegion = { readonly region: string; readonly read: readonly ReadPeriod[] };

/** How much the gate withholds, and how many numbers are given: of the members' tables. */
export function pageOfWithheld(page: Dependencies['page'], left: readonly PublishedRegion[]): void {
  page(
    'Tables of releases that are withheld because they would tell small counts, and the cells that are given on their own; not broken down are small numbers',
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

/** What a solver finds: of each region and method. */
export type SolvedRow = {
  readonly region: string;
  readonly method: string;
  /** Which tables are solved together. */
  readonly over: string;
  readonly solved: Solved;
};

export function pageOfSolver(page: Dependencies['page'], found: readonly SolvedRow[]): void {
  page(
    'Counts of 1 to 4 of a year that a solver tells from its tables together, if nothing came late and it knows that (small count rounding of all tables says of no number what it leaves)',
    markdown(
      ['region', 'method', 'tables', 'of 1 to 4', 'told exactly', 'left fewer than 5 values'],
      found.map(({ region, method, over, solved: { small, exact, determined, contradicts } }) => [
        region,
        method,
        over,
        String(small),
        contradicts ? 'nothing fits' : `${exact} (${percent(exact / small)} %)`,
        contradicts ? 'nothing fits' : `${determined} (${percent(determined / small)} %)`,
      ]),
    ),
  );
}

/** The advantage of one attacker over one report, by the number of own reports that each of them put in. */
export type AttackRow = {
  readonly report: string;
  readonly attacker: string;
  readonly method: string;
  /** Which tables are read. */
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
    'Advantage of who guesses whether one report exists, by how many reports of their own each puts in and takes back; ± one standard error. All tables leave here, those that would be withheld, too',
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
