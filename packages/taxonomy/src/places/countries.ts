import { type Code, codeById } from '../codebook/codes.ts';
import { findCode } from '../codebook/find-code.ts';
import { foldKey } from '../text/fold.ts';
import type { Lookup } from '../text/spellings.ts';

type Country = Code<'country'>;

/** Texts that name two countries at once. Neither country is ever selected. */
const NESTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['kosovo and metohija', ['RS', 'XK']],
  ['kosovo i metohija', ['RS', 'XK']],
  ['rs km', ['RS', 'XK']],
  ['serbia including kosovo', ['RS', 'XK']],
  ['serbia incl kosovo', ['RS', 'XK']],
  ['serbia with kosovo', ['RS', 'XK']],
  ['serbia and montenegro', ['RS', 'ME']],
  ['srbija i crna gora', ['RS', 'ME']],
  ['scg', ['RS', 'ME']],
]);

/**
 * Finds the country that a text names: by ISO code, name in any of the seven languages, exonym or former name. A number is never a
 * country. "Serbia/Kosovo" and other names for two countries return both as candidates.
 */
export function findCountry(text: string): Lookup<Country> {
  if (/^\s*\d+\s*$/.test(text)) return { kind: 'none', nearest: [] };
  const nested = NESTED.get(foldKey(text));
  if (nested !== undefined) return { kind: 'candidates', candidates: nested.flatMap(countryById) };
  const whole = findCode('country', text);
  if (whole.kind !== 'none') return whole;
  const parts = text.split(/[/()[\],;|+–—-]|\s(?:and|or|i|ili|dhe|ose|и|или)\s/u).flatMap((part) => {
    const hit = findCode('country', part);
    return hit.kind === 'found' && !/^\s*\d*\s*$/.test(part) ? [hit.value] : [];
  });
  const distinct = [...new Set(parts)];
  if (distinct.length > 1) return { kind: 'candidates', candidates: distinct };
  return { kind: 'none', nearest: [...new Set([...distinct, ...whole.nearest])] };
}

function countryById(id: string): Country[] {
  const country = codeById('country', id);
  return country === undefined ? [] : [country];
}
