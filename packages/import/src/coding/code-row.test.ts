import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMapping } from '../mappings/parse-mapping.ts';
import { createRowCoder } from './code-row.ts';
import type { CodedReport, CodedRow, Refusal } from './coded-report.ts';

/** Codes one row of named cells by a mapping of these fields. */
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
  ])('in the words of the region (%s, %s) is coded', (country, iso, type, id) => {
    const { report } = coded(code(BASE, { ...GOOD, Country: country, Type: type }));
    expect(report).toMatchObject({ reportId: 'r-1', country: iso, types: [id] });
  });

  it('that can not be coded names row, column, value, reason and the nearest code', () => {
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

  it('reports all its cells that are refused at once', () => {
    const row = code(BASE, { Date: '31.2.2025', Country: 'Atlantis', Type: '' });
    expect(refusals(row).map(({ column }) => column)).toEqual(['Country', 'Date', 'Type']);
  });

  it('whose day and month could be swapped is refused with both readings', () => {
    expect(refusals(code(BASE, { ...GOOD, Date: '03/04/2025' }))[0]).toMatchObject({
      nearest: ['2025-04-03', '2025-03-04'],
    });
    const dated = (format: string) =>
      coded(code(BASE, { ...GOOD, Date: '03/04/2025' }, `dates: ${format}`)).report.occurredOn;
    expect(dated('d/m/y')).toBe('2025-04-03');
    expect(dated('m/d/y')).toBe('2025-03-04');
    expect(refusals(code(BASE, { ...GOOD, Date: '03/14/2025' }, 'dates: d/m/y'))).toHaveLength(1);
  });

  it('keeps how precise a date is', () => {
    expect(coded(code(BASE, { ...GOOD, Date: '2025-03' })).report.occurredOn).toBe('2025-03');
    expect(coded(code(BASE, { ...GOOD, Date: '2025' })).report.occurredOn).toBe('2025');
  });

  it('tells NA, blank and 0 apart', () => {
    const fields = `${BASE}  counts.dead: { column: Dead }\n`;
    const dead = (text: string) => coded(code(fields, { ...GOOD, Dead: text }, 'notStated: [NA]'));
    expect(dead('0').report.counts?.dead).toBe(0);
    expect(dead('NA').report.counts?.dead).toBeUndefined();
    expect(dead('NA').notes).toEqual([]);
    expect(dead('').report.counts?.dead).toBeUndefined();
    expect(dead('').notes).toEqual([{ row: 7, field: 'counts.dead', text: 'blank, taken as not stated' }]);
  });

  it.each(['25-30', '8 months, 1 year, 11 people 24–28', '-1', '1.5'])(
    'is refused for "%s" as a count, or takes it as not stated and says so',
    (text) => {
      const fields = (rule: string) => `${BASE}  counts.dead: { column: Dead, onUnknown: ${rule} }\n`;
      expect(refusals(code(fields('refuse'), { ...GOOD, Dead: text }))).toHaveLength(1);
      const milder = coded(code(fields('unknown'), { ...GOOD, Dead: text }));
      expect(milder.report.counts?.dead).toBeUndefined();
      expect(milder.notes).toHaveLength(1);
    },
  );

  it('never makes 4 or 5 of 45 on a scale of 1 to 5', () => {
    const fields = `${BASE}  information.sourceQuality: { column: Quality, onUnknown: unknown }\n`;
    const row = coded(code(fields, { ...GOOD, Quality: '45' }));
    expect(row.report.information?.sourceQuality).toBeUndefined();
    expect(row.notes[0]?.field).toBe('information.sourceQuality');
  });

  it('takes several values of a cell, and a label with a comma of its own as one', () => {
    const fields = `${BASE}  causes: Cause\n`;
    const cause = 'Drowning,Harsh environmental conditions / lack of adequate shelter, food, water';
    const row = coded(code(fields, { ...GOOD, Type: 'death', Cause: cause }));
    expect(row.report.causes).toEqual(['drowning', 'harsh-conditions']);
    expect(row.notes).toEqual([
      { row: 7, field: 'causes', text: 'several different ones, counted as mixed' },
    ]);
  });

  it('keeps what is known beside what is not, where the mapping takes that as unknown', () => {
    const fields = `${BASE}  perpetrators: { column: By, onUnknown: unknown }\n`;
    const row = coded(code(fields, { ...GOOD, By: 'police | martians' }));
    expect(row.report.perpetrators).toEqual(['police', 'unknown']);
  });

  it('takes the words of a mapping before those of the code book', () => {
    const fields =
      '  occurredOn: Date\n  country: Country\n  types: { column: Type, values: { B1: pushback } }\n';
    expect(coded(code(fields, { ...GOOD, Type: 'b1' })).report.types).toEqual(['pushback']);
  });

  it('with a chain pushback is one incident with its legs', () => {
    const fields = '  occurredOn: Date\n  country: Country\n  segment: Legs\n  types: { column: Type }\n';
    const row = coded(code(fields, { ...GOOD, Country: 'HR', Type: '', Legs: 'SI|HR -> HR|BA' }));
    expect(row.report).toMatchObject({ segment: 'SI | HR → HR | BA', types: ['chain-pushback'] });
  });

  it('sends a place by its name alone, never the words around it', () => {
    const fields = `${BASE}  place: { column: Place, onUnknown: unknown }\n`;
    const place = (text: string) => coded(code(fields, { ...GOOD, Country: 'RS', Place: text }));
    expect(place('Subotica, Serbia').report.place).toBe('Subotica');
    expect(place('found by a walker near Subotica').report.place).toBe('');
    expect(place('found by a walker near Subotica').notes[0]?.text).toBe('not found, left out');
  });

  it.each([
    ['0', '0', 'at 0, 0'],
    ['41.9965', '21.4314', 'the capital as a placeholder'],
    ['21.4314', '41.9965', 'latitude and longitude are swapped'],
    ['44.8', '20.46', 'outside the country'],
    ['41.5', '', 'one of the two alone'],
  ])('leaves out coordinates that are none (%s, %s) or is refused for them', (latitude, longitude, text) => {
    const fields = (rule: string) =>
      `${BASE}  coordinates.latitude: { column: Lat, onUnknown: ${rule} }\n  coordinates.longitude: { column: Lon, onUnknown: ${rule} }\n`;
    const cells = { ...GOOD, Lat: latitude, Lon: longitude };
    const row = coded(code(fields('unknown'), cells));
    expect(row.report.coordinates).toBeUndefined();
    expect(row.notes).toContainEqual({ row: 7, field: 'coordinates', text: `left out: ${text}` });
    expect(refusals(code(fields('refuse'), cells))).toHaveLength(1);
  });

  it('closes the ranks of persons, so that a gap is nobody', () => {
    const fields = `${BASE}  persons[0].sex: A\n  persons[2].sex: B\n  persons[2].age: Age\n`;
    const row = coded(code(fields, { ...GOOD, A: '', B: 'grua', Age: '0' }));
    expect(row.report.persons).toMatchObject([{ sex: 'female', age: 0 }]);
  });

  it('without a country column happened where --country says', () => {
    const fields = '  occurredOn: Date\n  types: Type\n';
    expect(coded(code(fields, { Date: '2025', Type: 'death' }, '', 'ME')).report.country).toBe('ME');
    expect(() => code(fields, { Date: '2025', Type: 'death' })).toThrow(/where it happened/);
  });

  it('needs the columns that its mapping names', () => {
    expect(() => code(`${BASE}  area: Oblast\n`, GOOD)).toThrow(/lacks columns.*Oblast/);
  });

  it('gives the same report every time, whatever its cells hold', () => {
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
