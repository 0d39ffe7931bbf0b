import { strToU8, zipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sanitiseWorkbook } from './sanitise-workbook.ts';
import { readSheets, readSheetTable } from './xlsx.ts';

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

type Draft = {
  readonly cells: string;
  readonly target?: string;
  readonly sheets?: string;
  readonly more?: Readonly<Record<string, Uint8Array>>;
};

/** A valid workbook of one sheet. */
function workbook({ cells, target = 'worksheets/sheet1.xml', sheets, more = {} }: Draft): Uint8Array {
  const sheet = '<sheet name="a" sheetId="1" r:id="rId1"/>';
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONSHIPS}"><sheets>${sheets ?? sheet}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="rId1" Type="${RELATIONSHIPS}/worksheet" Target="${target}"/></Relationships>`,
    ),
    [`xl/${target}`]: strToU8(`<worksheet xmlns="${NAMESPACE}"><sheetData>${cells}</sheetData></worksheet>`),
    ...more,
  });
}

const cell = (reference: string) =>
  `<row r="${/\d+/.exec(reference)?.[0]}"><c r="${reference}"><v>1</v></c></row>`;
const problemOf = (draft: Draft) => {
  const checked = sanitiseWorkbook(workbook(draft));
  return 'problem' in checked ? checked.problem : undefined;
};

describe('sanitiseWorkbook', () => {
  it('returns an archive that the reader accepts', async () => {
    const sheets = await readSheets(workbook({ cells: cell('A1') + cell('A2') }));
    if ('problem' in sheets) throw new Error(sheets.problem);
    expect(readSheetTable(sheets, { headerRow: 1 })).toMatchObject({ columns: ['1'], rows: [{ number: 2 }] });
  });

  it('refuses the whole workbook if one sheet is broken and another is missing', async () => {
    const failed: unknown[] = [];
    const note = (error: unknown) => failed.push(error);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const both = `<sheet name="a" sheetId="1" r:id="rId1"/><sheet name="b" sheetId="2" r:id="rId2"/>`;
    const relation = (n: number) =>
      `<Relationship Id="rId${n}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${n}.xml"/>`;
    const broken = workbook({
      cells: '',
      sheets: both,
      more: {
        'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relation(1)}${relation(2)}</Relationships>`),
        'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${NAMESPACE}"/>`),
      },
    });
    expect(await readSheets(broken)).toMatchObject({ problem: 'not readable as XLSX' });
    // The reader starts with the broken sheet before it misses the other. An unhandled rejection would appear before the next turn.
    await new Promise(setImmediate);
    expect(failed).toEqual([]);
  });

  it('accepts a workbook as large as the largest table', () => {
    expect(problemOf({ cells: cell('A1') + cell('T200000') })).toBeUndefined();
  });

  it.each([
    ['as Excel writes it', cell('XFD1')],
    ['in single quotes', "<row><c r='XFD1'/></row>"],
    ['with character references', '<row><c r="&#88;&#70;&#68;1"/></row>'],
    ['with a prefix', `<x:row xmlns:x="${NAMESPACE}"><x:c r="XFD1"/></x:row>`],
    ['after what looks like its end', '<row><c t="a>b" r="XFD1"/></row>'],
    ['over lines', '<row><c\n  r="XFD1"\n/></row>'],
  ])('is refused for a cell in a far column, %s', (_, cells) => {
    expect(problemOf({ cells })).toMatch(/has a cell in column 16384/);
  });

  it('refuses a cell in a far row, wherever the sheet is stored', () => {
    expect(problemOf({ cells: cell('A1048576') })).toMatch(/row 1048576/);
    expect(problemOf({ cells: cell('A1048576'), target: 'elsewhere/any.xml' })).toMatch(/row 1048576/);
  });

  it('refuses too many rows times columns over all sheets', () => {
    expect(problemOf({ cells: cell('SF200000') })).toMatch(/100000000 cells/);
    const sheet = strToU8(`<worksheet><sheetData>${cell('O200000')}</sheetData></worksheet>`);
    expect(problemOf({ cells: cell('O200000'), more: { 'xl/worksheets/sheet2.xml': sheet } })).toMatch(
      /6000000 cells/,
    );
  });

  it('refuses a workbook that lists one sheet more than a hundred times', () => {
    const sheets = '<sheet name="a" sheetId="1" r:id="rId1"/>'.repeat(101);
    expect(problemOf({ cells: cell('A1'), sheets })).toMatch(/more than 100 sheets/);
  });

  it('refuses a zip bomb, whatever sizes it states', () => {
    const bomb = workbook({ cells: '', more: { 'xl/zeros.xml': new Uint8Array(80 * 1024 * 1024) } });
    expect(bomb.length).toBeLessThan(200_000);
    const lying = Buffer.from(bomb);
    // Both the directory and the local header state a small size.
    for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4))
      lying.writeUInt32LE(10, at + 24);
    for (let at = lying.indexOf('PK\u0003\u0004'); at >= 0; at = lying.indexOf('PK\u0003\u0004', at + 4))
      lying.writeUInt32LE(10, at + 22);
    for (const one of [bomb, lying])
      expect(sanitiseWorkbook(one)).toMatchObject({
        problem: expect.stringMatching(/unpacks to more than 32 MiB/),
      });
  });

  it('refuses a duplicate name, so that the reader cannot read another file than the checked file', async () => {
    const twice = Buffer.from(workbook({ cells: cell('A1'), more: { 'xl/workbook.xmk': strToU8('<a/>') } }));
    for (let at = twice.indexOf('workbook.xmk'); at >= 0; at = twice.indexOf('workbook.xmk', at))
      twice.write('workbook.xml', at);
    expect(await readSheets(twice)).toMatchObject({ problem: 'not readable as XLSX' });
  });

  it('does not quote a broken file', async () => {
    for (const broken of [
      strToU8('PK\u0003\u0004secret'),
      workbook({ cells: '<c r="secret"/>' }),
      workbook({ cells: '<secret' }),
      workbook({ cells, target: '../../secret' }),
    ])
      expect(JSON.stringify(await readSheets(broken))).not.toContain('secret');
  });

  it('refuses one long text that many cells share', async () => {
    const text = 'x'.repeat(30_000);
    const many = Array.from(
      { length: 4_000 },
      (_, n) => `<row><c r="A${n + 1}" t="s"><v>0</v></c></row>`,
    ).join('');
    const strings = strToU8(`<sst><si><t>${text}</t></si></sst>`);
    const sheets = await readSheets(workbook({ cells: many, more: { 'xl/sharedStrings.xml': strings } }));
    if ('problem' in sheets) throw new Error(sheets.problem);
    expect(readSheetTable(sheets, { headerRow: 1 })).toMatchObject({
      problem: expect.stringMatching(/100 MB of text/),
    });
  });
});

const cells = cell('A1');
