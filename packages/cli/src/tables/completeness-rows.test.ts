import type { Completeness } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { type CompletenessEntry, completenessRow, completenessRows } from './completeness-rows.ts';

const of = (entry: Partial<CompletenessEntry>): CompletenessEntry => ({
  countries: ['RS'],
  reported: [{ country: 'RS', incidents: 0 }],
  ...entry,
});
const meaningOf = (entry: Partial<CompletenessEntry>) => completenessRow(of(entry), 5).meaning;

describe('completeness on a terminal', () => {
  it('puts numbers in words, because a rounded 0 does not mean none', () => {
    const stated = { stated: 'most', present: 'some', fieldVisits: 120, staffDays: 0 } as const;
    expect(completenessRow(of(stated), 5)).toMatchObject({
      country: 'RS',
      stated: 'most',
      present: 'some',
      'field visits': '115–124',
      'staff days': '0–4',
      incidents: '0–4',
    });
  });

  it('explains each country and month', () => {
    expect(meaningOf({ stated: 'none', present: 'none' })).toBe('silent');
    const reported = [{ country: 'RS', incidents: 15 }];
    expect(meaningOf({ stated: 'none', present: 'none', reported })).toBe(
      'silent, though incidents were reported',
    );
    expect(meaningOf({ stated: 'all', present: 'none' })).toBe('no organisation was present');
    expect(meaningOf({ stated: 'all', present: 'most' })).toBe('present, with few or no incidents');
    expect(meaningOf({ stated: 'all', present: 'most', reported })).toBe('');
    expect(meaningOf({})).toBe('not given: too few organisations are expected');
  });

  it('names pooled countries with a number each, and marks Kosovo', () => {
    const pooled: Completeness & Pick<CompletenessEntry, 'reported'> = {
      countries: ['ME', 'XK'],
      stated: 'some',
      present: 'none',
      reported: [
        { country: 'ME', incidents: 0 },
        { country: 'XK', incidents: 10 },
      ],
    };
    expect(completenessRow(pooled, 5)).toMatchObject({
      country: 'ME and XK*',
      incidents: 'ME 0–4, XK* about 10',
    });
  });

  it('has a row for a month without completeness', () => {
    const months = [{ period: '2025-01', release: 'a', roundingBase: 5, entries: [] }];
    expect(completenessRows(months)).toMatchObject([{ period: '2025-01', stated: '·' }]);
    expect(completenessRows([])).toEqual([]);
  });
});
