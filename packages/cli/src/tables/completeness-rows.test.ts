import type { Completeness } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { type CompletenessEntry, completenessRow, completenessRows } from './completeness-rows.ts';

const of = (told: Partial<CompletenessEntry>): CompletenessEntry => ({
  countries: ['RS'],
  reported: [{ country: 'RS', incidents: 0 }],
  ...told,
});
const says = (told: Partial<CompletenessEntry>) => completenessRow(of(told), 5).says;

describe('completeness on a terminal', () => {
  it('reads numbers as what they are, and never says none of a rounded one', () => {
    const stated = { stated: 'most', present: 'some', fieldVisits: 120, staffDays: 0 } as const;
    expect(completenessRow(of(stated), 5)).toMatchObject({
      ...{ country: 'RS', stated: 'most', present: 'some' },
      ...{ 'field visits': '115–124', 'staff days': '0–4', incidents: '0–4' },
    });
  });

  it('says what a country and month is', () => {
    expect(says({ stated: 'none', present: 'none' })).toBe('silent');
    const reported = [{ country: 'RS', incidents: 15 }];
    expect(says({ stated: 'none', present: 'none', reported })).toBe(
      'silent, though incidents were reported',
    );
    expect(says({ stated: 'all', present: 'none' })).toBe('nobody was there');
    expect(says({ stated: 'all', present: 'most' })).toBe('present, with few or no incidents');
    expect(says({ stated: 'all', present: 'most', reported })).toBe('');
    expect(says({})).toBe('not told: too few organisations are expected');
  });

  it('names countries that are told together with a number each, and Kosovo* with its sign', () => {
    const together: Completeness & Pick<CompletenessEntry, 'reported'> = {
      ...{ countries: ['ME', 'XK'], stated: 'some', present: 'none' },
      reported: [
        { country: 'ME', incidents: 0 },
        { country: 'XK', incidents: 10 },
      ],
    };
    expect(completenessRow(together, 5)).toMatchObject({
      country: 'ME and XK*',
      incidents: 'ME 0–4, XK* about 10',
    });
  });

  it('has a line for a month of which nothing is kept', () => {
    const months = [{ period: '2025-01', release: 'a', roundingBase: 5, entries: [] }];
    expect(completenessRows(months)).toMatchObject([{ period: '2025-01', stated: '·' }]);
    expect(completenessRows([])).toEqual([]);
  });
});
