import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeList, label } from './codes.ts';
import { findCode } from './find-code.ts';
import { LANGUAGES } from './languages.ts';
import { CODE_LISTS, type ListName } from './lists.ts';
import { mappingOf } from './mappings.ts';

/** Returns the ids that a text may mean. */
function ids(list: ListName, text: string): string[] {
  const lookup = findCode(list, text);
  switch (lookup.kind) {
    case 'found':
      return [lookup.value.id];
    case 'candidates':
      return lookup.candidates.map((code) => code.id);
    case 'none':
      return [];
    default:
      return lookup satisfies never;
  }
}

const ANY_CODE = fc.constantFrom(...CODE_LISTS.flatMap((list) => codeList(list)));

test('every label in every language resolves to its code', () => {
  for (const list of CODE_LISTS) {
    for (const { id } of codeList(list)) {
      for (const language of LANGUAGES) {
        expect(ids(list, label(list, id, language)), `${list} ${id} ${language}`).toContain(id);
      }
    }
  }
});

test('case, diacritics and surrounding blanks of a label do not matter', () => {
  fc.assert(
    fc.property(ANY_CODE, fc.constantFrom(...LANGUAGES), fc.boolean(), ({ list, id }, language, upper) => {
      const text = label(list, id, language);
      const parts = text.normalize('NFD');
      // In Cyrillic, a diacritic makes another letter (ќ is not к), so only the Unicode composition may differ.
      const plain = /\p{Script=Cyrillic}/u.test(text) ? parts : parts.replace(/\p{M}/gu, '');
      expect(ids(list, `  ${upper ? plain.toUpperCase() : plain.toLowerCase()} `)).toContain(id);
    }),
  );
});

test('ids, numbers and names in field lists resolve to their code, or to candidates that include it', () => {
  for (const list of CODE_LISTS) {
    for (const { id, number } of codeList(list)) {
      expect(ids(list, id), `${list} ${id}`).toContain(id);
      if (list !== 'credibility' && list !== 'sourceQuality') expect(ids(list, String(number))).toContain(id);
    }
  }
  for (const { id } of codeList('incidentType')) {
    for (const name of Object.values(mappingOf('incidentType', id)).flat()) {
      expect(ids('incidentType', name), name).toContain(id);
    }
  }
});

test('a name of several codes returns candidates, never a single code', () => {
  expect(findCode('incidentType', '02044').kind).toBe('candidates');
  expect(ids('incidentType', '02044')).toHaveLength(3);
});

test('sexual violence without its kind is not resolved to one of its kinds', () => {
  expect(ids('incidentType', 'Sexual violence')).toEqual(['sexual-violence']);
  expect(ids('incidentType', 'Trafficking')).toEqual(['trafficking']);
});

test('a bare number in a column of ages or counts returns both meanings if they differ', () => {
  expect(ids('ageBand', '6')).toEqual(['0-11', 'child-age-unknown']);
  expect(ids('ageBand', '45')).toEqual(['30-59']);
  expect(ids('groupSize', '3')).toEqual(['two-to-four', 'five-to-nine']);
});

test('45 on a scale of 1 to 5 is not a code', () => {
  expect(findCode('sourceQuality', '45').kind).toBe('none');
});

test('a misspelt text is not resolved, and the nearest codes are returned', () => {
  const lookup = findCode('incidentType', 'Pushbakc');
  expect(lookup.kind).toBe('none');
  if (lookup.kind === 'none') expect(lookup.nearest.map((code) => code.id)).toContain('pushback');
});

test('a text with an empty key matches nothing', () => {
  for (const text of ['', '  ', '—', '***'])
    expect(findCode('incidentType', text)).toEqual({ kind: 'none', nearest: [] });
});

test('the causes of Missing Migrants resolve, and an accident does not become an electrocution', () => {
  expect(ids('causeOfDeath', 'Accidental death')).toEqual(['accident']);
  expect(ids('causeOfDeath', 'Vehicle accident / death linked to hazardous transport')).toEqual([
    'vehicle-accident',
  ]);
  expect(ids('causeOfDeath', 'Mixed or unknown')).toEqual(['unknown']);
});

test('words of the contract that are not ids resolve too', () => {
  expect(ids('ageBand', '60+')).toEqual(['60-plus']);
  expect(ids('ageBand', 'child')).toEqual(['child-age-unknown']);
  expect(ids('personFlag', 'torture-survivor')).toEqual(['survivor-of-torture']);
  expect(ids('reliability', 'A')).toEqual(['a']);
});
