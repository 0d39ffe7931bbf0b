import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeName, makeImportId, makeReportId } from './report-id.ts';

const cells = fc.array(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), {
  minLength: 1,
  maxLength: 3,
});
const trimmed = (parts: readonly string[]) => parts.map((part) => part.normalize('NFC').trim());

describe('the id of a row', () => {
  it('is the cell itself if the contract allows it', () => {
    expect(makeReportId('', ['2015.MMP00013'])).toBe('2015.MMP00013');
    expect(makeReportId('kobo-', ['uuid:1', ' x '])).toMatch(/^kobo-uuid:1:x-[0-9a-f]{12}$/);
    expect(makeReportId('', ['MK', '12'])).toBe('MK:12');
  });

  it('stays readable when letters are replaced', () => {
    expect(makeReportId('', ['Извештај 12/2025'])).toMatch(/^izvestaj-12-2025-[0-9a-f]{12}$/);
  });

  it('is undefined if a cell is blank', () => {
    expect(makeReportId('x', ['a', ' '])).toBeUndefined();
    expect(makeReportId('x', [])).toBeUndefined();
  });

  it('always has the form that the contract requires, and is the same for the same cells', () => {
    fc.assert(
      fc.property(cells, (parts) => {
        const id = makeReportId('p-', parts);
        fc.pre(!trimmed(parts).includes(''));
        expect(id).toMatch(/^[A-Za-z0-9._:,-]{1,64}$/);
        expect(makeReportId('p-', parts)).toBe(id);
      }),
    );
  });

  it('differs for different cells', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const [left, right] = [trimmed(a), trimmed(b)];
        fc.pre(!left.includes('') && !right.includes('') && left.length === right.length);
        expect(makeReportId('', a) === makeReportId('', b)).toBe(
          JSON.stringify(left) === JSON.stringify(right),
        );
      }),
    );
    expect(makeReportId('', ['a:b', 'c'])).not.toBe(makeReportId('', ['a', 'b:c']));
  });
});

describe('looksLikeName', () => {
  it('distinguishes names from case numbers', () => {
    for (const name of ['Đorđe Živković', 'Ahmad', "O'Neill", 'ANA MARIA', 'Јована', 'Al-Masri'])
      expect(looksLikeName(name), name).toBe(true);
    for (const code of ['MK', 'R1', '2015.MMP00013', 'Извештај 12/2025', 'uuid:1', '17', 'x'])
      expect(looksLikeName(code), code).toBe(false);
  });
});

describe('the id of an import', () => {
  it('is the same if and only if file and mapping are the same', () => {
    expect(makeImportId('m', 'aa')).toMatch(/^imp-[0-9a-f]{12}$/);
    expect(makeImportId('m', 'aa')).toBe(makeImportId('m', 'aa'));
    expect(makeImportId('m', 'aa')).not.toBe(makeImportId('n', 'aa'));
    expect(makeImportId('m', 'aa')).not.toBe(makeImportId('m', 'ab'));
    const mapping = (code: string) => ({ name: 'm', values: new Map([['da', [code]]]) });
    expect(makeImportId(mapping('death'), 'aa')).not.toBe(makeImportId(mapping('pushback'), 'aa'));
  });
});
