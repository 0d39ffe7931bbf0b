import { describe, expect, it } from 'vitest';
import { parseCsv } from '../files/csv.ts';
import { loadMapping } from '../mappings/load-mapping.ts';
import { readCell } from './code-cell.ts';
import { codeTable } from './code-table.ts';

const EXPORT = [
  'start;incident/date;incident/country;incident/place;incident/types;incident/perpetrators;victims/number;victims/women;story;_uuid',
  '2025-03-14T10:00;2025-03-14;Srbija;Šid;beating robbery;border_police;3;0;"a long story; with a name";3f2a-01',
  '2025-03-15T10:00;2025-03-15;Bosna i Hercegovina;;pushback;;;;;3f2a-02',
].join('\n');

function kobo(text: string) {
  const mapping = loadMapping('kobo');
  const table = parseCsv(text, mapping.file);
  if ('problem' in table) throw new Error(table.problem);
  return codeTable(table, mapping, undefined);
}

describe('a KoBo export', () => {
  it('is coded by the shipped example, without its narrative', () => {
    const { rows, refusals, leftBehind } = kobo(EXPORT);
    expect(refusals).toEqual([]);
    expect(leftBehind).toEqual(['start', 'story']);
    expect(rows.map(({ node, coded }) => [node, coded.report])).toMatchObject([
      [
        'RS',
        {
          reportId: 'kobo-3f2a-01',
          types: ['physical-violence', 'theft-robbery'],
          perpetrators: ['border-guard'],
          place: 'Šid',
          counts: { persons: 3, female: 0, male: undefined },
          shareWith: 'organisation',
        },
      ],
      ['BA', { reportId: 'kobo-3f2a-02', types: ['pushback'], counts: undefined }],
    ]);
  });

  it('is refused if the mapping lacks a choice, and the reason quotes the choice', () => {
    expect(kobo(EXPORT.replace('beating robbery', 'beating other_harm')).refusals).toMatchObject([
      { row: 2, column: 'incident/types', reason: expect.stringContaining('"other_harm"') },
    ]);
  });
});

it('a count that a spreadsheet turned into a date is refused', () => {
  const rule = loadMapping('kobo').fields['counts.persons'];
  if (rule === undefined) throw new Error('the example maps no count');
  const cell = { text: '2025-04-03', isDate: true };
  expect(readCell(cell, { kind: 'count' }, rule, 'RS')).toMatchObject({ kind: 'refused' });
  expect(readCell(cell, { kind: 'date' }, rule, 'RS')).toMatchObject({ values: ['2025-04-03'] });
});
