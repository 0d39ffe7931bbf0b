import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMapping } from '../mappings/parse-mapping.ts';
import { createRowCoder } from './code-row.ts';
import type { CodedReport, CodedRow, Refusal } from './coded-report.ts';

/** Codes one row of named cells by a mapping with these fields. */
function code(fields: string, row: Record<string, string>, more = '', country?: string): CodedRow {
  const parsed = parseMapping(`version: 1\nname: test\nid: { columns: [Id] }\n${more}\nfields:\n${fields}`);
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  const cells = { Id: 'r-1', ...row };
  const { codeRow } = createRowCoder(parsed.mapping, Object.keys(cells), country);
  return codeRow({
    number: 7,
    cells: Object.values(cells).map((text) => ({ text, isDate: false })),
  });
}

function coded(row: CodedRow): CodedReport {
  if (row.kind === 'refused') throw new Error(JSON.stringify(row.refusals));
  return row;
}

function refusals(row: CodedRow): readonly Refusal[] {
  return row.kind === 'refused' ? row.refusals : [];
}

const BASE = '  occurredOn: Date\n  country: Country\n  types: Type\n';
const GOOD = { Date: '2025-03-14', Country: 'MK', Type: 'pushback' };

describe('a row', () => {
  it.each([
    ['Serbi', 'RS', 'vjedhje', 'theft-robbery'],
    ['Severna Makedonija', 'MK', 'krađa', 'theft-robbery'],
    ['Босна и Херцеговина', 'BA', 'кражба', 'theft-robbery'],
    ['Kosova', 'XK', 'Rape', 'sexual-violence-rape'],
  ])('is coded from words of the region (%s, %s)', (country, iso, type, id) => {
    const { report } = coded(code(BASE, { ...GOOD, Country: country, Type: type }));
    expect(report).toMatchObject({ reportId: 'r-1', country: iso, types: [id] });
  });

  it('is refused with row, column, value, reason and the nearest code', () => {
    expect(refusals(code(BASE, { ...GOOD, Type: 'pushbak' }))).toEqual([
      {
        row: 7,
        column: 'Type',
        value: 'pushbak',
        reason: 'no code of the list incidentType',
        nearest: expect.arrayContaining(['pushback']),
      },
    ]);
  });

  it('is refused for a bare number, because a file does not use our numbers of codes', () => {
    expect(refusals(code(BASE, { ...GOOD, Type: '1' }))).toMatchObject([
      { column: 'Type', value: '1', reason: expect.stringContaining('a number is not a code') },
    ]);
    const columns = '  occurredOn: Date\n  country: Country\n  types: { columns: [Rrahje, Vdekje] }\n';
    const answered = code(columns, { Date: '2025-03-14', Country: 'AL', Rrahje: '', Vdekje: '1' });
    expect(refusals(answered)).toMatchObject([{ column: 'Vdekje', value: '1' }]);
    const rated = code(`${BASE}  information.credibility: Rating\n  persons[0].ageBand: Age\n`, {
      ...GOOD,
      Rating: '2',
      Age: '14',
    });
    expect(coded(rated).report.information?.credibility).toBe('2');
  });

  it('reports all its refused cells at once', () => {
    const row = code(BASE, { Date: '31.2.2025', Country: 'Atlantis', Type: '' });
    expect(refusals(row).map(({ column }) => column)).toEqual(['Country', 'Date', 'Type']);
  });

  it('is refused with both readings of an ambiguous date', () => {
    expect(refusals(code(BASE, { ...GOOD, Date: '03/04/2025' }))[0]).toMatchObject({
      nearest: ['2025-04-03', '2025-03-04'],
    });
    const dated = (format: string) =>
      coded(code(BASE, { ...GOOD, Date: '03/04/2025' }, `dates: ${format}`)).report.occurredOn;
    expect(dated('d/m/y')).toBe('2025-04-03');
    expect(dated('m/d/y')).toBe('2025-03-04');
    expect(refusals(code(BASE, { ...GOOD, Date: '03/14/2025' }, 'dates: d/m/y'))).toHaveLength(1);
  });

  it('keeps the precision of a date', () => {
    expect(coded(code(BASE, { ...GOOD, Date: '2025-03' })).report.occurredOn).toBe('2025-03');
    expect(coded(code(BASE, { ...GOOD, Date: '2025' })).report.occurredOn).toBe('2025');
  });

  it('distinguishes NA, blank and 0', () => {
    const fields = `${BASE}  counts.dead: { column: Dead }\n`;
    const dead = (text: string) => coded(code(fields, { ...GOOD, Dead: text }, 'notStated: [NA]'));
    expect(dead('0').report.counts?.dead).toBe(0);
    expect(dead('NA').report.counts?.dead).toBeUndefined();
    expect(dead('NA').notes).toEqual([]);
    expect(dead('').report.counts?.dead).toBeUndefined();
    expect(dead('').notes).toEqual([{ row: 7, field: 'counts.dead', text: 'blank, taken as not stated' }]);
  });

  it.each(['25-30', '8 months, 1 year, 11 people 24–28', '-1', '1.5'])(
    'is refused for the count "%s", or codes it as not stated with a note if the mapping accepts unknown',
    (text) => {
      const fields = (rule: string) => `${BASE}  counts.dead: { column: Dead, onUnknown: ${rule} }\n`;
      expect(refusals(code(fields('refuse'), { ...GOOD, Dead: text }))).toHaveLength(1);
      const lenient = coded(code(fields('unknown'), { ...GOOD, Dead: text }));
      expect(lenient.report.counts?.dead).toBeUndefined();
      expect(lenient.notes).toHaveLength(1);
    },
  );

  it('never turns 45 into 4 or 5 on a scale of 1 to 5', () => {
    const fields = `${BASE}  information.sourceQuality: { column: Quality, onUnknown: unknown }\n`;
    const row = coded(code(fields, { ...GOOD, Quality: '45' }));
    expect(row.report.information?.sourceQuality).toBeUndefined();
    expect(row.notes[0]?.field).toBe('information.sourceQuality');
  });

  it('splits a cell into values, but not a label that contains a comma', () => {
    const fields = `${BASE}  causes: Cause\n`;
    const cause = 'Drowning,Harsh environmental conditions / lack of adequate shelter, food, water';
    const row = coded(code(fields, { ...GOOD, Type: 'death', Cause: cause }));
    expect(row.report.causes).toEqual(['drowning', 'harsh-conditions']);
    expect(row.notes).toEqual([
      { row: 7, field: 'causes', text: 'several different values, counted as mixed' },
    ]);
  });

  it('keeps the known values of a cell if the others are unknown and the mapping accepts unknown', () => {
    const fields = `${BASE}  perpetrators: { column: By, onUnknown: unknown }\n`;
    const row = coded(code(fields, { ...GOOD, By: 'police | martians' }));
    expect(row.report.perpetrators).toEqual(['police', 'unknown']);
  });

  it('prefers the words of a mapping to the words of the code book', () => {
    const fields =
      '  occurredOn: Date\n  country: Country\n  types: { column: Type, values: { B1: pushback } }\n';
    expect(coded(code(fields, { ...GOOD, Type: 'b1' })).report.types).toEqual(['pushback']);
  });

  it('is one incident with all legs of a chain pushback', () => {
    const fields = '  occurredOn: Date\n  country: Country\n  segment: Legs\n  types: { column: Type }\n';
    const row = coded(code(fields, { ...GOOD, Country: 'HR', Type: '', Legs: 'SI|HR -> HR|BA' }));
    expect(row.report).toMatchObject({ segment: 'SI | HR → HR | BA', types: ['chain-pushback'] });
  });

  it('sends only the name of a place, never the words around it', () => {
    const fields = `${BASE}  place: { column: Place, onUnknown: unknown }\n`;
    const place = (text: string) => coded(code(fields, { ...GOOD, Country: 'RS', Place: text }));
    expect(place('Subotica, Serbia').report.place).toBe('Subotica');
    expect(place('found by a walker near Subotica').report.place).toBe('');
    expect(place('found by a walker near Subotica').notes[0]?.text).toBe('not found, left out');
  });

  it.each([
    ['0', '0', 'at 0, 0'],
    ['41.9965', '21.4314', 'the coordinates of the capital, a common placeholder'],
    ['21.4314', '41.9965', 'latitude and longitude are swapped'],
    ['44.8', '20.46', 'outside the country'],
    ['41.5', '', 'latitude or longitude is missing'],
  ])(
    'leaves out invalid coordinates (%s, %s) if the mapping accepts unknown, and is otherwise refused',
    (latitude, longitude, text) => {
      const fields = (rule: string) =>
        `${BASE}  coordinates.latitude: { column: Lat, onUnknown: ${rule} }\n  coordinates.longitude: { column: Lon, onUnknown: ${rule} }\n`;
      const cells = { ...GOOD, Lat: latitude, Lon: longitude };
      const row = coded(code(fields('unknown'), cells));
      expect(row.report.coordinates).toBeUndefined();
      expect(row.notes).toContainEqual({ row: 7, field: 'coordinates', text: `left out: ${text}` });
      expect(refusals(code(fields('refuse'), cells))).toHaveLength(1);
    },
  );

  it('renumbers persons, because a gap is not a person', () => {
    const fields = `${BASE}  persons[0].sex: A\n  persons[2].sex: B\n  persons[2].age: Age\n`;
    const row = coded(code(fields, { ...GOOD, A: '', B: 'grua', Age: '0' }));
    expect(row.report.persons).toMatchObject([{ sex: 'female', age: 0 }]);
  });

  it('takes its country from --country if it has no country column', () => {
    const fields = '  occurredOn: Date\n  types: Type\n';
    expect(coded(code(fields, { Date: '2025', Type: 'death' }, '', 'ME')).report.country).toBe('ME');
    expect(() => code(fields, { Date: '2025', Type: 'death' })).toThrow(/the rows have no country/);
  });

  it('requires the columns of its mapping', () => {
    expect(() => code(`${BASE}  area: Oblast\n`, GOOD)).toThrow(/lacks columns.*Oblast/);
  });

  it('always gives the same report, whatever its cells contain', () => {
    const fields = `${BASE}  place: { column: Place, onUnknown: unknown }\n  counts.dead: { column: Dead, onUnknown: unknown }\n`;
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (type, place, dead) => {
        const cells = { ...GOOD, Type: type, Place: place, Dead: dead };
        expect(code(fields, cells)).toEqual(code(fields, cells));
      }),
      { numRuns: 30 },
    );
  });
});
