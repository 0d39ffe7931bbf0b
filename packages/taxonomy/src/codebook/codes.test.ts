import { expect, test } from 'vitest';
import { codeById, codeByNumber, codeList, isListName, typeGroupOf } from './codes.ts';
import { FIELD_LISTS } from './field-lists.ts';
import { CODE_BOOK_VERSION, CODE_LISTS, LISTS } from './lists.ts';
import { mappingOf, toFieldList } from './mappings.ts';

test('the version increases with every added code', () => {
  const codes = CODE_LISTS.reduce((sum, list) => sum + codeList(list).length, 0);
  expect(
    { version: CODE_BOOK_VERSION, codes },
    'a code was added: increase CODE_BOOK_VERSION in lists.ts, and change this line',
  ).toEqual({ version: 1, codes: 246 });
});

test('ids and numbers are unique in a list, and numbers are positive', () => {
  for (const list of CODE_LISTS) {
    const codes = codeList(list);
    expect(new Set(codes.map((code) => code.id)).size).toBe(codes.length);
    expect(new Set(codes.map((code) => code.number)).size).toBe(codes.length);
    for (const code of codes) {
      expect(Number.isInteger(code.number) && code.number > 0).toBe(true);
      expect(codeById(list, code.id)).toBe(code);
      expect(codeByNumber(list, code.number)).toBe(code);
      if (list !== 'country') expect(code.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
  }
});

test('every list except shareWith has the code unknown', () => {
  for (const list of CODE_LISTS) {
    if (list === 'shareWith') expect(codeById(list, 'unknown')).toBeUndefined();
    else expect(codeById(list, 'unknown')?.number, list).toBe(99);
  }
});

test('shareWith is ordered by number from the narrowest to the widest', () => {
  expect(LISTS.shareWith.map(([id, number]) => [number, id])).toEqual([
    [1, 'organisation'],
    [2, 'country'],
    [3, 'partners'],
    [4, 'network'],
    [5, 'authorities'],
    [6, 'public'],
  ]);
});

test('every incident type is in one group, and a type of a later version is in the group unknown', () => {
  expect(typeGroupOf('chain-pushback').id).toBe('border');
  expect(typeGroupOf('threats-intimidation').id).toBe('violence');
  expect(typeGroupOf('smuggling-fraud').id).toBe('coercion');
  expect(typeGroupOf('missing-person').id).toBe('death');
  expect(typeGroupOf('a-type-of-tomorrow').id).toBe('unknown');
  const withoutGroup = codeList('incidentType').filter(({ group }) => group === undefined);
  expect(
    withoutGroup.map(({ id }) => id),
    'add these types to groups.ts',
  ).toEqual([]);
});

test('a mapping names a known field list, and a pushback has no ICCS code', () => {
  for (const list of CODE_LISTS) {
    for (const { id } of codeList(list)) {
      for (const fieldList of Object.keys(mappingOf(list, id))) expect(FIELD_LISTS).toContain(fieldList);
    }
  }
  expect(toFieldList('incidentType', 'pushback', 'iccs')).toBeUndefined();
  expect(toFieldList('incidentType', 'sexual-violence-rape', 'iccs')).toBe('03011');
  expect(toFieldList('causeOfDeath', 'electrocution', 'missing-migrants')).toBe('Accidental death');
});

test('only the lists of the code book are lists', () => {
  expect(isListName('causeOfDeath')).toBe(true);
  expect(isListName('toString')).toBe(false);
});
