import type { GetCompletenessResponse } from '@waylight/contracts/insights';
import { type Completeness, completenessFrom, describeValue } from '@waylight/disclosure-control';
import { classifyCompleteness, effortBounds, type ReleasedCompleteness } from '@waylight/presentation';

export const COMPLETENESS_COLUMNS = [
  ...(['period', 'country', 'stated', 'present'] as const),
  ...(['field visits', 'staff days', 'incidents', 'says'] as const),
] as const;

export type CompletenessRow = Readonly<Record<(typeof COMPLETENESS_COLUMNS)[number], string>>;

export type CompletenessEntry = Completeness & Pick<ReleasedCompleteness, 'reported'>;

export type CompletenessMonths = readonly {
  readonly period: string;
  readonly release: string;
  readonly roundingBase: number;
  readonly entries: readonly CompletenessEntry[];
}[];

/** What an answer holds, with shares by their names. */
export function completenessMonths({ months }: Pick<GetCompletenessResponse, 'months'>): CompletenessMonths {
  return months.map(({ period, releaseId, roundingBase, entries }) => ({
    ...{ period, release: releaseId, roundingBase },
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

/** A line for each month and country; one for a month of which nothing is kept. */
export function completenessRows(months: CompletenessMonths): CompletenessRow[] {
  return months.flatMap(({ period, roundingBase, entries }) =>
    entries.length === 0
      ? [{ ...EMPTY, period, says: 'not known: this release was made before it was kept' }]
      : entries.map((entry) => ({ ...completenessRow(entry, roundingBase), period })),
  );
}

const EMPTY: CompletenessRow = {
  ...{ period: '', country: '·', stated: '·', present: '·' },
  ...{ 'field visits': '·', 'staff days': '·', incidents: '·', says: '' },
};

/** One entry as it reads; "·" is what is not told. */
export function completenessRow(
  entry: Completeness & { readonly reported?: CompletenessEntry['reported'] },
  k: number,
) {
  const reported = entry.reported ?? [];
  return {
    ...EMPTY,
    country: entry.countries.map(countryLabel).join(' and '),
    stated: entry.stated ?? '·',
    present: entry.present ?? '·',
    'field visits': formatEffort(entry.fieldVisits),
    'staff days': formatEffort(entry.staffDays),
    incidents:
      reported
        .map(({ country, incidents }) =>
          entry.countries.length === 1
            ? describeValue(incidents, k)
            : `${countryLabel(country)} ${describeValue(incidents, k)}`,
        )
        .join(', ') || '·',
    says: describeCompleteness({ ...entry, reported }),
  };
}

function describeCompleteness(entry: ReleasedCompleteness): string {
  const reading = classifyCompleteness(entry);
  switch (reading.kind) {
    case 'not-published':
      return 'not told: too few organisations are expected';
    case 'silent':
      return reading.number === 'more' ? 'silent, though incidents were reported' : 'silent';
    case 'not-present':
      return 'nobody was there';
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

const countryLabel = (country: string): string => (country === 'XK' ? 'XK*' : country);
