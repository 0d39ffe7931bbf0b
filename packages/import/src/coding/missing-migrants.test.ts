import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../files/csv.ts';
import { loadMapping } from '../mappings/load-mapping.ts';
import { type CodedTable, codeTable, countNotes } from './code-table.ts';

const FILE = new URL('../../../../examples/data/missing-migrants-western-balkans.csv', import.meta.url);

const text = readFileSync(FILE, 'utf8');
/** Parsed a second time, so that the count is independent of the mapping. */
const source: Record<string, string>[] = parse(text, { columns: true, bom: true });
let table: CodedTable;

beforeAll(() => {
  const read = parseCsv(text, { headerRow: 1 });
  if ('problem' in read) throw new Error(read.problem);
  table = codeTable(read, loadMapping('missing-migrants'), undefined);
});

const sum = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

describe('the example data', () => {
  it('loses no row', () => {
    expect(table.refusals).toEqual([]);
    expect(table.rows).toHaveLength(260);
    expect(new Set(table.rows.map(({ coded }) => coded.reportId)).size).toBe(260);
  });

  it('keeps the numbers of dead and missing', () => {
    const counts = table.rows.map(({ coded }) => coded.report.counts);
    const stated = (column: string) => sum(source.map((row) => Number(row[column]) || 0));
    expect(sum(counts.map((count) => count?.dead))).toBe(stated('No. dead'));
    expect(sum(counts.map((count) => count?.missing))).toBe(stated('No. missing'));
    expect(counts.filter((count) => count?.dead === undefined)).toHaveLength(
      source.filter((row) => row['No. dead'] === 'NA').length,
    );
    expect(counts.filter((count) => count?.missing === 0)).toHaveLength(
      source.filter((row) => row['No. missing'] === '0').length,
    );
  });

  it('keeps the country of each row, and routes it to an existing node', () => {
    const routes = Object.fromEntries(table.rows.map(({ coded, node }) => [coded.report.country, node]));
    expect(routes).toEqual({
      ...{ AL: 'AL', BA: 'BA', ME: 'ME', MK: 'MK', RS: 'RS' },
      ...{ HR: 'BA', SI: 'BA', GR: 'MK', BG: 'RS', HU: 'RS', RO: 'RS', AT: 'RS' },
    });
    const happened = table.rows.filter(({ coded }) => coded.report.country === 'HR').length;
    expect(happened).toBe(source.filter((row) => row['Country of Incident'] === 'Croatia').length);
  });

  it('notes values that cannot be coded, and never sends a description', () => {
    const notes = countNotes(table.rows.flatMap(({ coded }) => coded.notes));
    expect(notes).toContainEqual({
      field: 'information.sourceQuality',
      text: 'not coded, taken as not stated',
      rows: [source.findIndex((row) => row['Source Quality'] === '45') + 2],
    });
    expect(notes).toContainEqual({
      field: 'causes',
      text: 'several different values, counted as mixed',
      rows: [source.findIndex((row) => row['Cause of death (category)']?.startsWith('Drowning,')) + 2],
    });
    for (const { coded } of table.rows) expect(coded.report.place.split(' ').length).toBeLessThan(4);
    expect(table.leftBehind).toContain('Source');
  });

  it('has a cause for every row, and never invents a cause', () => {
    const drowned = table.rows.filter(({ coded }) => coded.report.causes.join() === 'drowning').length;
    expect(drowned).toBe(source.filter((row) => row['Cause of death (category)'] === 'Drowning').length);
    for (const { coded } of table.rows) expect(coded.report.causes.length).toBeGreaterThan(0);
  });
});
