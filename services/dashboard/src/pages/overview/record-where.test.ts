import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIX } from '../../text/countries.ts';
import { loadTranslator } from '../../text/testing/load-translator.ts';
import { byWhere, whereText } from './record-where.ts';

describe('persons of the public record by where', () => {
  it('are in the six, outside them or of no known country, and each of them is in one of these', () => {
    const country = fc.constantFrom(...SIX, 'HR', 'BG', 'GR', 'AT', 'unknown');
    fc.assert(
      fc.property(fc.array(fc.tuple(country, fc.integer({ min: 0, max: 500 }))), (all) => {
        const { six, elsewhere, unknown } = byWhere(all);
        const sum = (isOne: (code: string) => boolean) =>
          all.reduce((n, [code, value]) => n + (isOne(code) ? value : 0), 0);
        const isOfTheSix = (code: string) => ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'].includes(code);
        expect([six, unknown]).toEqual([sum(isOfTheSix), sum((code) => code === 'unknown')]);
        expect(six + elsewhere + unknown).toBe(sum(() => true));
      }),
    );
  });

  it('are said with all three parts', async () => {
    const locale = { t: await loadTranslator('en'), number: String };
    expect(whereText({ six: 6, elsewhere: 7, unknown: 2 }, locale)).toBe(
      'In the six countries: 6. Outside them: 7. Country unknown: 2.',
    );
  });
});
