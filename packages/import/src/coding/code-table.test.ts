import { describe, expect, it } from 'vitest';
import { parseCsv } from '../files/csv.ts';
import { parseMapping } from '../mappings/parse-mapping.ts';
import { codeTable } from './code-table.ts';

function table(csv: string, more = '') {
  const parsed = parseMapping(
    `version: 1\nname: t\nid: { columns: [id] }\n${more}\nfields: { occurredOn: day, country: where, types: type }`,
  );
  const read = parseCsv(csv, { headerRow: 1 });
  if ('problems' in parsed || 'problem' in read) throw new Error(JSON.stringify([parsed, read]));
  return (country?: 'BA') => codeTable(read, parsed.mapping, country);
}

const HEADER = 'id,day,where,type,Notes,Phone\n';

describe('a table', () => {
  it('refuses every row that shares its id with another', () => {
    const { rows, refusals } = table(`${HEADER}a,2025,RS,death,,\nb,2025,RS,death,,\na,2024,RS,death,,\n`)();
    expect(rows.map(({ coded }) => coded.reportId)).toEqual(['b']);
    expect(refusals.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'row 4 has the same id: an id belongs to one report'],
      [4, 'row 2 has the same id: an id belongs to one report'],
    ]);
  });

  it('refuses a row whose cells may have shifted, and accepts the others', () => {
    const { rows, refusals, refusedRows } = table(`${HEADER}a,2025,RS,death,,\nb,2025,RS,death,,,\n`)();
    expect(rows.map(({ coded }) => coded.reportId)).toEqual(['a']);
    expect(refusals).toMatchObject([{ row: 3, column: '', reason: expect.stringMatching(/7 cells/) }]);
    expect(refusedRows).toBe(1);
  });

  it('lists at most five other rows that share an id', () => {
    const { refusals, refusedRows } = table(`${HEADER}${'a,2025,RS,death,,\n'.repeat(500)}`)();
    expect(refusedRows).toBe(500);
    expect(refusals[2]?.reason).toBe('row 2, 3, 5, 6, 7 has the same id: an id belongs to one report');
  });

  it('routes each row to the node of its country, or to the node that the mapping names', () => {
    const csv = `${HEADER}a,2025,RS,death,,\nb,2025,HR,death,,\nc,2025,IT,death,,\n`;
    const { rows, refusals } = table(csv, 'nodes: { HR: BA }')();
    expect(rows.map(({ node, coded }) => [node, coded.report.country])).toEqual([
      ['RS', 'RS'],
      ['BA', 'HR'],
    ]);
    expect(refusals).toMatchObject([{ row: 4, column: 'where', value: 'IT' }]);
    expect(table(csv)('BA').rows.map(({ node }) => node)).toEqual(['BA', 'BA', 'BA']);
  });

  it('lists columns whose cells are not sent', () => {
    expect(table(`${HEADER}a,2025,RS,death,secret,+381\n`)().leftBehind).toEqual(['Notes', 'Phone']);
  });
});
