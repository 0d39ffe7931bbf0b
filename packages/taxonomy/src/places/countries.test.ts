import { expect, test } from 'vitest';
import { codeList, label } from '../codebook/codes.ts';
import { LANGUAGES } from '../codebook/languages.ts';
import { findCountry } from './countries.ts';
import { XK_FOOTNOTE } from './xk-footnote.ts';

function ids(text: string): string[] {
  const lookup = findCountry(text);
  if (lookup.kind === 'found') return [lookup.value.id];
  return lookup.kind === 'candidates' ? lookup.candidates.map((country) => country.id) : [];
}

test('every country is found by its code and its name in all seven languages', () => {
  for (const { id } of codeList('country')) {
    expect(ids(id)).toEqual([id]);
    for (const language of LANGUAGES) expect(ids(label('country', id, language)), id).toEqual([id]);
  }
});

test('exonyms and former names are found', () => {
  expect(ids('Hungaria')).toEqual(['HU']);
  for (const name of ['Macedonia', 'FYROM', 'Maqedonia', 'Северна Македонија'])
    expect(ids(name)).toEqual(['MK']);
  for (const name of ['Kosovo', 'Kosovo*', 'Kosova', 'Косово', 'UNMIK', 'Kosovo (UNSCR 1244)']) {
    expect(ids(name), name).toEqual(['XK']);
  }
  for (const name of ['BiH', 'Bosnia', 'Bosnia & Herzegovina']) expect(ids(name)).toEqual(['BA']);
});

test('a name for two countries is never resolved to one of them', () => {
  for (const text of [
    'Serbia/Kosovo',
    'Kosovo (Serbia)',
    'Serbia and Kosovo',
    'Kosovo and Metohija',
    'RS-KM',
  ]) {
    expect(findCountry(text).kind, text).toBe('candidates');
    expect([...ids(text)].sort(), text).toEqual(['RS', 'XK']);
  }
});

test('a number, an empty text and a misspelling do not resolve to a country', () => {
  for (const text of ['5', '', '*', 'Serbja']) expect(findCountry(text).kind, text).toBe('none');
  expect(findCountry('Serbja')).toMatchObject({ nearest: [{ id: 'RS' }] });
});

test('the footnote names the resolution and the opinion', () => {
  expect(XK_FOOTNOTE).toBe(
    'This designation is without prejudice to positions on status, and is in line with UNSCR 1244 and the ICJ Opinion on the Kosovo Declaration of Independence',
  );
});

test('does not resolve names of Object.prototype properties to a country', () => {
  for (const word of ['constructor', 'toString', '__proto__', 'valueOf', 'hasOwnProperty'])
    expect(findCountry(word).kind, word).toBe('none');
});
