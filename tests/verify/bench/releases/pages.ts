import { MAX_ATTEMPTS } from '@waylight/disclosure-audit';
import type { Dependencies } from '../dependencies.ts';
import type { DisclosuresOfYear } from './disclosures.ts';
import { type Advantage, gainsOf } from './guess.ts';
import { biasBound, type Redraws } from './redraws.ts';

/** Formats a table in Markdown. */
export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

const percent = (share: number): string => (Number.isNaN(share) ? '–' : String(Math.round(100 * share)));

/** Prints what an audit of all releases of a year finds, each with all its weeks, months and quarters. */
export function pageOfDisclosures(page: Dependencies['page'], all: readonly DisclosuresOfYear[]): void {
  page(
    'Counts that all releases of a year together disclose to an outsider, an organisation or a node (one node is all organisations of its country)',
    markdown(
      ['region', 'seed', 'year', 'releases', 'counts', 'organisations', 'nodes', 'disclosed'],
      all.map(({ region, seed, year, releases, counts, organisations, nodes, findings }) => [
        region,
        ...[seed, year, releases, counts, organisations, nodes].map(String),
        [findings.length, ...findings].join('; '),
      ]),
    ),
  );
}

/** The redraws in regions of one size, and of one number of organisations. */
export type RedrawsOfRegions = {
  readonly region: string;
  readonly organisations: number;
  readonly redraws: readonly Redraws[];
};

/** Prints which draw was accepted, and the bias that this can cause. */
export function pageOfRedraws(page: Dependencies['page'], all: readonly RedrawsOfRegions[]): void {
  page(
    'Number of the first draw that passed, with all rows, tables and sums of victims. A redraw biases no count by more than the bound; the mean error of cells above 0 is measured, ± one standard error',
    markdown(
      [
        'region',
        'periods',
        ...DRAWS.map((n) => `draw ${n}`),
        'later',
        'none',
        'draws that pass',
        'bias at most',
        'mean error',
      ],
      all.flatMap(({ region, redraws }) =>
        redraws.map(({ kind, periods, acceptedAt, acceptance, meanError: { mean, error } }) => [
          region,
          `${periods} ${kind}s`,
          ...acceptedAt.map(String),
          String(periods - acceptedAt.reduce((sum, accepted) => sum + accepted, 0)),
          `${percent(acceptance)} %`,
          biasBound(acceptance).toFixed(2),
          `${mean.toFixed(3)} ± ${error.toFixed(3)}`,
        ]),
      ),
    ),
  );
}

const DRAWS = Array.from({ length: MAX_ATTEMPTS }, (_, n) => n);

/** Prints what was withheld because no draw passed, or because no draw of a cross agrees with the one-way tables. */
export function pageOfLosses(page: Dependencies['page'], all: readonly RedrawsOfRegions[]): void {
  const lossOf = ({ of, lost }: { readonly of: number; readonly lost: number }): string =>
    `${lost} of ${of.toLocaleString('en')} (${((100 * lost) / of).toFixed(1)} %)`;
  page(
    'Rows, tables and periods that were lost: rows that were merged because draws would disclose a count, and tables that were withheld or that no draw could give',
    markdown(
      ['region', 'periods', 'rows', 'tables', 'which', 'without sums of victims', 'periods lost'],
      all.flatMap(({ region, redraws }) =>
        redraws.map(({ kind, periods, rows, tables, withoutVictims, lost }) => [
          region,
          `${periods} ${kind}s`,
          lossOf(rows),
          lossOf(tables),
          [...tables.ids].map(([id, times]) => `${id} ${times}`).join(', ') || 'none',
          String(withoutVictims),
          String(lost),
        ]),
      ),
    ),
  );
}

/** Prints how long closings took, each with all of its draws and audits. */
export function pageOfClosings(page: Dependencies['page'], all: readonly RedrawsOfRegions[]): void {
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  page(
    'Time of closing a period with all of its draws and audits, in seconds; organisations are those with reports',
    markdown(
      ['region', 'organisations', 'periods', 'median', 'worst', 'draws of the worst'],
      all.flatMap(({ region, organisations, redraws }) =>
        redraws.map(({ kind, periods, medianMs, worst }) => [
          region,
          String(organisations),
          `${periods} ${kind}s`,
          seconds(medianMs),
          seconds(worst.ms),
          String(worst.draws),
        ]),
      ),
    ),
  );
}

/** The advantage of one attacker over one report, by the number of reports that each organisation inserted. */
export type AttackRow = {
  readonly report: string;
  readonly attacker: string;
  /** A first draw is neither audited nor repeated. */
  readonly draws: 'first' | 'audited';
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
    'Advantage of an attacker who guesses whether one report exists, by the number of own reports that each inserts and retracts; ± one standard error. A first draw is neither audited nor repeated',
    markdown(
      [
        'report',
        'attacker',
        'draws',
        'tables',
        ...counts.map((count) => (count === 0 ? 'none' : String(count))),
        'largest gain by them',
      ],
      rows.map((row) => [
        row.report,
        row.attacker,
        row.draws,
        row.over,
        ...counts.map((count) => format(row.by.get(count))),
        gained(row),
      ]),
    ),
  );
}
