import { areasOfCountry, LANGUAGES } from '@waylight/taxonomy';
import { describe, expect, it } from 'vitest';
import { codeFile } from '../coding/code-file.ts';
import { codeTable } from '../coding/code-table.ts';
import { readSheets, readSheetTable, type Sheet } from '../files/xlsx.ts';
import { cellKey, type Mapping } from '../mappings/mapping.ts';
import { parseMapping } from '../mappings/parse-mapping.ts';
import { choicesOf } from './choices.ts';
import { columnHeading, columnKind, TEMPLATE_COLUMNS } from './columns.ts';
import { columnLetter } from './data-validations.ts';
import { explanationLines } from './explanation.ts';
import { readTemplateMapping } from './template-mapping.ts';
import { createTemplateWorkbook } from './workbook.ts';

async function template(language: (typeof LANGUAGES)[number]): Promise<readonly Sheet[]> {
  const sheets = await readSheets(await createTemplateWorkbook(language));
  if ('problem' in sheets) throw new Error(sheets.problem);
  return sheets;
}

/** The template with rows below its header. */
function filled(sheets: readonly Sheet[], rows: readonly (readonly string[])[]): readonly Sheet[] {
  const [first, ...others] = sheets;
  if (first === undefined) throw new Error('a template without a sheet');
  const cells = rows.map((row) => row.map((text) => ({ text, isDate: false })));
  return [{ ...first, rows: () => [...first.rows().slice(0, 1), ...cells] }, ...others];
}

function imported(sheets: readonly Sheet[]) {
  const mapping = readTemplateMapping(sheets);
  if (mapping === undefined) throw new Error('the template is not recognised');
  const table = readSheetTable(sheets, mapping.file);
  if ('problem' in table) throw new Error(table.problem);
  return codeTable(table, mapping, undefined);
}

async function unreadSheets(sheets: readonly Sheet[], mapping: Mapping | undefined) {
  if (mapping === undefined) throw new Error('the template is not recognised');
  const file = { name: 'test.xlsx', digest: '', content: { kind: 'xlsx', sheets } } as const;
  return (await codeFile({ file, mapping, country: 'MK' })).unreadSheets;
}

describe.each(LANGUAGES)('the template in %s', (language) => {
  it('is imported without a mapping when filled in by its drop-downs', async () => {
    const choice = (field: string) => {
      const kind = columnKind({ field, isRequired: false });
      const { choices } = choicesOf(kind, language) ?? { choices: [] };
      return (id: string) => choices.find((one) => one.id === id)?.text ?? `no choice ${id}`;
    };
    const row: Record<string, string> = {
      reportId: 'R-1',
      occurredOn: '14.3.2025',
      country: choice('country')('XK'),
      area: choice('area')(areasOfCountry('XK')[0]?.id ?? ''),
      segment: choice('segment')('XK-RS'),
      types: choice('types')('theft-robbery'),
      perpetrators: choice('perpetrators')('border-guard'),
      'counts.persons': '2',
      'persons[1].sex': choice('persons[0].sex')('female'),
      'persons[1].originCountry': choice('persons[0].originCountry')('AF'),
      'information.reliability': choice('information.reliability')('b'),
      shareWith: choice('shareWith')('partners'),
      'consent.basis': choice('consent.basis')('consent'),
      'consent.scope': choice('consent.scope')('network'),
      'consent.givenOn': '15.3.2025',
      'consent.givenBy': choice('consent.givenBy')('guardian'),
      'services[0].service': choice('services[0].service')('medical'),
    };
    const cells = TEMPLATE_COLUMNS.map(({ field, number = 1 }) => (number === 1 ? (row[field] ?? '') : ''));
    const { rows, refusals } = imported(filled(await template(language), [cells]));
    expect(refusals).toEqual([]);
    expect(rows.map(({ coded, node }) => [node, coded.report])).toMatchObject([
      [
        'XK',
        {
          reportId: 'R-1',
          occurredOn: '2025-03-14',
          country: 'XK',
          area: expect.stringMatching(/^XK/),
          segment: 'XK-RS',
          types: ['theft-robbery'],
          perpetrators: ['border-guard'],
          counts: { persons: 2, dead: undefined },
          persons: [{ sex: 'female', originCountry: 'AF' }],
          information: { reliability: 'b' },
          shareWith: 'partners',
          consent: { basis: 'consent', scope: 'network', givenOn: '2025-03-15', givenBy: 'guardian' },
          services: [{ service: 'medical' }],
        },
      ],
    ]);
  });

  it('has a code for every entry of every drop-down', async () => {
    const sheets = await template(language);
    const mapping = readTemplateMapping(sheets);
    for (const column of TEMPLATE_COLUMNS) {
      const list = choicesOf(columnKind(column), language);
      if (list === undefined) continue;
      const { values } = mapping?.fields[column.field] ?? {};
      for (const { text, id } of list.choices) expect(values?.get(cellKey(text))).toEqual([id]);
    }
  });

  it('has a distinct heading for every column, and none for identities', () => {
    const headings = TEMPLATE_COLUMNS.map((column) => columnHeading(column, language));
    expect(new Set(headings).size).toBe(headings.length);
    expect(TEMPLATE_COLUMNS.filter(({ field }) => field.includes('identity'))).toEqual([]);
  });
});

describe('a filled-in template', () => {
  it.each(LANGUAGES)('explains commands and letters in %s as they are typed', (language) => {
    const text = explanationLines(language).join('\n');
    expect(text).toContain('waylight import FILE --country CC');
    expect(text).toContain('A-Z');
  });

  it('is imported without an optional column, and refused without a required column', async () => {
    const sheets = filled(await template('en'), [['R-1', '2025-03', 'Serbia', '', '', '', 'Death']]);
    const without = (heading: string) =>
      sheets.map((sheet, index) => {
        const at = sheet.rows()[0]?.findIndex(({ text }) => text === heading) ?? -1;
        return index === 0
          ? { ...sheet, rows: () => sheet.rows().map((row) => row.filter((_, column) => column !== at)) }
          : sheet;
      });
    expect(imported(without('Place')).rows).toHaveLength(1);
    expect(() => imported(without('Country'))).toThrow(/Country/);
  });

  it('lists sheets that were added and are not read, but not its own', async () => {
    const sheets = filled(await template('mk'), [['R-1', '2025-03', 'Србија', '', '', '', 'Смрт']]);
    const all = [...sheets, { name: 'Лица', rows: () => [] }];
    expect(await unreadSheets(sheets, readTemplateMapping(sheets))).toEqual([]);
    expect(await unreadSheets(all, readTemplateMapping(all))).toEqual(['Лица']);
  });

  it('is recognised, and other workbooks are not', () => {
    expect(
      readTemplateMapping([{ name: 'Sheet1', rows: () => [[{ text: 'waylight-template', isDate: false }]] }]),
    ).toBe(undefined);
  });
});

it('lists every sheet but the one that a mapping reads', async () => {
  const rows = () => [['Id', 'Date', 'Type'].map((text) => ({ text, isDate: false }))];
  const sheets = ['Cases', 'Persons', 'Services'].map((name) => ({ name, rows }));
  const mapped = (file: string) => {
    const parsed = parseMapping(
      `version: 1\nname: t\nid: { columns: [Id] }\n${file}\nfields: { occurredOn: Date, types: Type }`,
    );
    return 'problems' in parsed ? undefined : parsed.mapping;
  };
  expect(await unreadSheets(sheets, mapped(''))).toEqual(['Persons', 'Services']);
  expect(await unreadSheets(sheets, mapped('file: { sheet: Persons }'))).toEqual(['Cases', 'Services']);
});

describe('columnLetter', () => {
  it('continues after Z', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });
});
