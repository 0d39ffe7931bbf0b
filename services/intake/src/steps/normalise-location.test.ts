import { Country, DatePrecision, IncidentType, PlacePrecision } from '@waylight/contracts/incident';
import { describe, expect, it } from 'vitest';
import { candidates, fields, incident, prepareAccepted, violations } from '../testing/prepare.ts';

describe('a date', () => {
  it.each([
    ['2026-03-01', DatePrecision.DAY, '2026-03-01', '2026-03-01'],
    ['2026-02', DatePrecision.MONTH, '2026-02-01', '2026-02-28'],
    ['2024-12', DatePrecision.MONTH, '2024-12-01', '2024-12-31'],
    ['2025', DatePrecision.YEAR, '2025-01-01', '2025-12-31'],
  ])('with the text %s keeps its precision', (text, precision, from, to) => {
    const { report } = prepareAccepted({ occurredOn: text });
    const days = { from: Date.parse(from) / 86_400_000, to: Date.parse(to) / 86_400_000 };
    expect(report.occurred).toEqual(days);
    expect(report.incident).toMatchObject({ occurredDay: days.from, datePrecision: precision });
  });

  it('is refused with both candidates if day and month could be swapped', () => {
    expect(candidates({ occurredOn: '03/04/2025' })).toEqual([['occurred_on', ['2025-04-03', '2025-03-04']]]);
  });

  it.each([
    '',
    'yesterday',
    '2025-02-29',
    '2025-13',
    '2025-1-1',
    '14.03.2025',
    '2026-03-01T10:00',
    '1999-12-31',
  ])('is refused as %j', (occurredOn) => {
    expect(fields({ occurredOn })).toEqual(['occurred_on']);
  });

  it('may be today, this month or this year, and not later', () => {
    for (const occurredOn of ['2026-03-15', '2026-03', '2026']) prepareAccepted({ occurredOn });
    for (const occurredOn of ['2026-03-16', '2026-04', '2027'])
      expect(violations({ occurredOn })).toMatchObject([{ description: 'is in the future' }]);
  });
});

describe('a location', () => {
  it.each([
    ['XK', Country.XK],
    ['Kosovo', Country.XK],
    ['Косово', Country.XK],
    ['Maqedonia e Veriut', Country.MK],
    ['unknown', Country.UNKNOWN],
  ])('accepts the country %s', (country, code) => {
    expect(incident({ country }).country).toBe(code);
  });

  it('refuses a name of two countries', () => {
    expect(candidates({ country: 'Kosovo and Metohija' })).toEqual([['country', ['RS', 'XK']]]);
  });

  it('does not guess a misspelt country', () => {
    expect(candidates({ country: 'Hungaryy' })).toEqual([['country', ['HU']]]);
  });

  it('takes area and precision from the place, in any spelling', () => {
    const { area } = incident({ country: 'RS', place: 'Subotica' });
    expect(area).toBeGreaterThan(0);
    for (const place of ['Суботица', 'subotica'])
      expect(incident({ country: 'RS', place })).toMatchObject({
        area,
        placePrecision: PlacePrecision.SETTLEMENT,
      });
  });

  it('refuses a place in another country than the report states, with that country', () => {
    expect(candidates({ country: 'MK', place: 'Subotica' })).toEqual([['place', ['Subotica, RS']]]);
  });

  it('refuses a place in another area than the report states', () => {
    const [other] = violations({ country: 'RS', area: 'RS-23', place: 'Subotica' });
    expect(other).toMatchObject({ field: 'place', candidates: [expect.stringContaining('RS-')] });
  });

  it('has the same result for the same text in every later report', () => {
    const location = { country: 'RS', area: 'RS-01', place: 'Subotica', segment: 'RS-HU' };
    const before = incident(location);
    expect(fields({ ...location, country: 'MK', area: '', segment: '' })).toEqual(['place']);
    expect(fields({ ...location, area: 'RS-23' })).toEqual(['place']);
    expect(fields({ ...location, country: 'AL', area: '', place: '' })).toEqual(['segment']);
    expect(incident(location)).toEqual(before);
    expect(incident({ country: 'RS', place: 'Subotica' }).area).toBe(before.area);
  });

  it('notes that a place is not in the gazetteer, without quoting its name', () => {
    const { report } = prepareAccepted({ country: 'MK', place: 'Zzyzxqq' });
    expect(report.notes).toMatchObject([{ field: 'place' }]);
    expect(JSON.stringify(report.notes)).not.toContain('Zzyzxqq');
    expect(report.incident).toMatchObject({ area: 0, placePrecision: PlacePrecision.COUNTRY });
  });

  it('refuses OCHA’s code of an Albanian area, because ISO uses that code for another area', () => {
    const [violation] = violations({ country: 'AL', area: 'AL02' });
    expect(violation).toMatchObject({ field: 'area' });
    expect(violation?.candidates.length).toBeGreaterThan(1);
  });

  it.each([
    ['swapped', 21.4314, 42.3, /swapped/],
    ['with a sign flipped', 42.0, -21.4314, /sign/],
    ['0, 0', 0, 0, /not stated/],
    ['the middle of the capital', 41.9965, 21.4314, /capital/],
    ['in another country', 46.1, 19.66, /outside the country/],
    ['not a position', 142, 200, /not a position/],
    ['not a number', Number.NaN, 21, /not a position/],
  ])('refuses a point that is %s, without quoting it', (_, latitude, longitude, description) => {
    const found = violations({ coordinates: { latitude, longitude } });
    expect(found).toMatchObject([{ field: 'coordinates', description: expect.stringMatching(description) }]);
    if (longitude !== 0) expect(JSON.stringify(found)).not.toContain(String(longitude));
  });

  it('drops a valid point', () => {
    const bytes = JSON.stringify(incident({ coordinates: { latitude: 41.714, longitude: 21.772 } }));
    expect(bytes).not.toContain('41.7');
    expect(incident({ coordinates: { latitude: 41.714, longitude: 21.772 } }).placePrecision).toBe(
      PlacePrecision.COUNTRY,
    );
  });

  it('accepts a point on the other bank of the segment’s river', () => {
    const drina = { country: 'BA', segment: 'RS-BA.drina' };
    expect(incident({ ...drina, coordinates: { latitude: 44.53, longitude: 19.7 } }).country).toBe(
      Country.BA,
    );
  });

  it('refuses a stretch without direction, and a segment in another country', () => {
    expect(candidates({ country: 'BA', segment: 'Drina' })).toEqual([
      ['segment', expect.arrayContaining(['RS-BA.drina', 'BA-RS.drina'])],
    ]);
    expect(fields({ country: 'AL', segment: 'RS-HU' })).toEqual(['segment']);
  });

  it('codes a chain pushback as one incident at its last leg', () => {
    const chain = incident({ country: 'HR', segment: 'SI | HR → HR | BA', types: ['pushback'] });
    expect(chain.chain).toEqual([Country.SI, Country.HR, Country.BA]);
    expect(chain.primaryType).toBe(IncidentType.CHAIN_PUSHBACK);
    expect(chain.segment).toBe(incident({ country: 'HR', segment: 'HR-BA' }).segment);
  });

  it('refuses a chain whose legs do not meet without quoting it', () => {
    const found = violations({ country: 'HR', segment: 'SI | HR → RS | Ruritania' });
    expect(found.map(({ field }) => field)).toEqual(['segment']);
    expect(JSON.stringify(found)).not.toContain('Ruritania');
  });
});
