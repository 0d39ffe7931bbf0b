import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importIdOf, readsLikeName, reportIdOf } from './report-id.ts';

const cells = fc.array(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), {
  minLength: 1,
  maxLength: 3,
});
const trimmed = (parts: readonly string[]) => parts.map((part) => part.normalize('NFC').trim());

describe('the id of a row', () => {
  it('is the cell itself where the contract allows it', () => {
    expect(reportIdOf('', ['2015.MMP00013'])).toBe('2015.MMP00013');
    expect(reportIdOf('kobo-', ['uuid:1', ' x '])).toMatch(/^kobo-uuid:1:x-[0-9a-f]{12}$/);
    expect(reportIdOf('', ['MK', '12'])).toBe('MK:12');
  });

  it('stays readable where letters have to go', () => {
    expect(reportIdOf('', ['Извештај 12/2025'])).toMatch(/^izvestaj-12-2025-[0-9a-f]{12}$/);
  });

  it('is none where a cell is blank', () => {
    expect(reportIdOf('x', ['a', ' '])).toBeUndefined();
    expect(reportIdOf('x', [])).toBeUndefined();
  });

  it('is always of the allowed form, and the same for the same cells', () => {
    fc.assert(
      fc.property(cells, (parts) => {
        const id = reportIdOf('p-', parts);
        fc.pre(!trimmed(parts).includes(''));
        expect(id).toMatch(/^[A-Za-z0-9._:,-]{1,64}$/);
        expect(reportIdOf('p-', parts)).toBe(id);
      }),
    );
  });

  it('differs where the cells differ', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const [left, right] = [trimmed(a), trimmed(b)];
        fc.pre(!left.includes('') && !right.includes('') && left.length === right.length);
        expect(reportIdOf('', a) === reportIdOf('', b)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
    );
    expect(reportIdOf('', ['a:b', 'c'])).not.toBe(reportIdOf('', ['a', 'b:c']));
  });
});

describe('a cell that an id is made of', () => {
  it('is told from a name', () => {
    for (const name of ['Đorđe Živković', 'Ahmad', "O'Neill", 'ANA MARIA', 'Јована', 'Al-Masri'])
      expect(readsLikeName(name), name).toBe(true);
    for (const code of ['MK', 'R1', '2015.MMP00013', 'Извештај 12/2025', 'uuid:1', '17', 'x'])
      expect(readsLikeName(code), code).toBe(false);
  });
});

describe('the id of an import', () => {
  it('is the same for the same file by the same mapping alone', () => {
    expect(importIdOf('m', 'aa')).toMatch(/^imp-[0-9a-f]{12}$/);
    expect(importIdOf('m', 'aa')).toBe(importIdOf('m', 'aa'));
    expect(importIdOf('m', 'aa')).not.toBe(importIdOf('n', 'aa'));
    expect(importIdOf('m', 'aa')).not.toBe(importIdOf('m', 'ab'));
    const mapping = (code: string) => ({ name: 'm', values: new Map([['da', [code]]]) });
    expect(importIdOf(mapping('death'), 'aa')).not.toBe(importIdOf(mapping('pushback'), 'aa'));
  });
});
