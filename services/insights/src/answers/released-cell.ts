import { Share } from '@waylight/contracts/release';
import { Silence, type TrendCell } from '@waylight/contracts/trends';
import { type DrawnTable, POOLED_ROW, type ReleasedCell } from '@waylight/disclosure-control';
import { interpretRounded } from '@waylight/presentation';
import { type Question, SHARE_NAMES, SILENCE_NAMES } from '@waylight/trends';
import { countedCountries, lowestShareOf, type Reporting, silenceOf } from './reporting.ts';

/** Adds bounds and pooled codes to released cells and, for readers who may know it, silence and completeness. */
export function describeCells(
  cells: readonly ReleasedCell[],
  {
    question,
    drawn,
    reporting,
  }: {
    readonly question: Pick<Question, 'unit' | 'by' | 'filters'>;
    readonly drawn: DrawnTable;
    readonly reporting: Reporting | undefined;
  },
): TrendCell[] {
  const { unit, by, filters } = question;
  const base = unit === 'victims' ? drawn.victims?.roundingBase : drawn.roundingBase;
  // A dimension that is not among the answer's has one filter value.
  const fixed = Object.fromEntries(filters.map(({ dimension, values }) => [dimension, values[0] ?? '']));
  return cells.map(({ coordinates, value }) => {
    const codes = { ...fixed, ...Object.fromEntries(by.map((name, at) => [name, coordinates[at] ?? ''])) };
    const { from, to } = interpretRounded(value, base);
    const pooled = Object.values(codes).includes(POOLED_ROW) ? [...(drawn.pooledRows ?? [])] : [];
    const reported = describeReporting(reporting, codes, pooled);
    return { coordinates, value, min: from, max: to, pooled, ...reported };
  });
}

/**
 * Silence and completeness of a number, as messages encode them. Both are unspecified where reporting is not known, and for a
 * number of no reporting country. `pooled` are the codes that a pooled row counts together.
 */
export function describeReporting(
  reporting: Reporting | undefined,
  codes: Readonly<Record<string, string>>,
  pooled: readonly string[] = [],
): Pick<TrendCell, 'silent' | 'completeness'> {
  const all = [...(reporting?.byCountry.keys() ?? [])];
  const each = pooled.length === 0 ? [codes] : pooled.map((code) => replacePooledRow(codes, code));
  const countries = [...new Set(each.flatMap((one) => countedCountries(one, all)))];
  const silence = countries.length === 0 ? undefined : silenceOf(reporting, countries);
  const share = lowestShareOf(reporting, countries);
  return {
    silent: silence === undefined ? Silence.UNSPECIFIED : SILENCE_NAMES[silence],
    completeness: share === undefined ? Share.UNSPECIFIED : SHARE_NAMES[share],
  };
}

const replacePooledRow = (codes: Readonly<Record<string, string>>, code: string) =>
  Object.fromEntries(Object.entries(codes).map(([name, of]) => [name, of === POOLED_ROW ? code : of]));
