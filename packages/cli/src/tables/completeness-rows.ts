import type { GetCompletenessResponse } from '@waylight/contracts/insights';
import { type Completeness, completenessFrom, describeValue } from '@waylight/disclosure-control';
import { classifyCompleteness, effortBounds, type ReleasedCompleteness } from '@waylight/presentation';
import { codeLabel } from './release-table.ts';

export const COMPLETENESS_COLUMNS = [
  ...(['period', 'country', 'stated', 'present'] as const),
  ...(['field visits', 'staff days', 'incidents', 'meaning'] as const),
] as const;

export type CompletenessRow = Readonly<Record<(typeof COMPLETENESS_COLUMNS)[number], string>>;

export type CompletenessEntry = Completeness & Pick<ReleasedCompleteness, 'reported'>;

export type CompletenessMonths = readonly {
  readonly period: string;
  readonly release: string;
  readonly roundingBase: number;
  readonly entries: readonly CompletenessEntry[];
}[];

/** The months of an answer, with shares by name. */
export function completenessMonths({ months }: Pick<GetCompletenessResponse, 'months'>): CompletenessMonths {
  return months.map(({ period, releaseId, roundingBase, entries }) => ({
    period,
    release: releaseId,
    roundingBase,
    entries: entries.flatMap(({ completeness, reported }) =>
      completeness === undefined
        ? []
        : [
            {
              ...completenessFrom(completeness),
              reported: reported.map(({ country, incidents }) => ({ country, incidents })),
            },
          ],
    ),
  }));
}

/** One row for each month and country; one for a month without completeness. */
export function completenessRows(months: CompletenessMonths): CompletenessRow[] {
  return months.flatMap(({ period, roundingBase, entries }) =>
    entries.length === 0
      ? [{ ...EMPTY, period, meaning: 'unknown: this release has no completeness' }]
      : entries.map((entry) => ({ ...completenessRow(entry, roundingBase), period })),
  );
}

const EMPTY: CompletenessRow = {
  period: '',
  country: '·',
  stated: '·',
  present: '·',
  'field visits': '·',
  'staff days': '·',
  incidents: '·',
  meaning: '',
};

/** One entry in words; "·" is a value that is not given. */
export function completenessRow(
  entry: Completeness & { readonly reported?: CompletenessEntry['reported'] },
  roundingBase: number,
) {
  const reported = entry.reported ?? [];
  return {
    ...EMPTY,
    country: entry.countries.map(codeLabel).join(' and '),
    stated: entry.stated ?? '·',
    present: entry.present ?? '·',
    'field visits': formatEffort(entry.fieldVisits),
    'staff days': formatEffort(entry.staffDays),
    incidents:
      reported
        .map(({ country, incidents }) =>
          entry.countries.length === 1
            ? describeValue(incidents, roundingBase)
            : `${codeLabel(country)} ${describeValue(incidents, roundingBase)}`,
        )
        .join(', ') || '·',
    meaning: describeCompleteness({ ...entry, reported }),
  };
}

function describeCompleteness(entry: ReleasedCompleteness): string {
  const reading = classifyCompleteness(entry);
  switch (reading.kind) {
    case 'not-published':
      return 'not given: too few organisations are expected';
    case 'silent':
      return reading.number === 'more' ? 'silent, though incidents were reported' : 'silent';
    case 'not-present':
      return 'no organisation was present';
    case 'present':
      return reading.number === 'few' ? 'present, with few or no incidents' : '';
    default:
      return reading satisfies never;
  }
}

function formatEffort(value: number | undefined): string {
  if (value === undefined) return '·';
  const { from, to } = effortBounds(value);
  return `${from}–${to}`;
}
