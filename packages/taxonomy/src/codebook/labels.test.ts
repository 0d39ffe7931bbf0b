import { expect, test } from 'vitest';
import { codeByNumber, codeList, label } from './codes.ts';
import { ownLabel } from './labels.ts';
import { LANGUAGES } from './languages.ts';
import { CODE_LISTS } from './lists.ts';

test('every code of every list has a label of its own in all seven languages', () => {
  for (const list of CODE_LISTS) {
    for (const { id } of codeList(list)) {
      for (const language of LANGUAGES)
        expect(ownLabel(list, id, language), `${list} ${id} ${language}`).toBeTruthy();
    }
  }
});

test('no two codes of a list share a label in one language', () => {
  for (const list of CODE_LISTS) {
    for (const language of LANGUAGES) {
      const labels = codeList(list).map(({ id }) => label(list, id, language));
      expect(new Set(labels).size, `${list} ${language}`).toBe(labels.length);
    }
  }
});

test('labels are in their own script', () => {
  for (const list of CODE_LISTS) {
    for (const { id } of codeList(list)) {
      for (const language of ['sr-Cyrl', 'mk'] as const) {
        expect(label(list, id, language).replace(/^[A-F](?=:)/, ''), `${list} ${id}`).not.toMatch(
          /\p{Script=Latin}/u,
        );
      }
      for (const language of ['sr-Latn', 'bs', 'cnr'] as const) {
        expect(label(list, id, language), `${list} ${id} ${language}`).not.toMatch(
          /\p{Script=Cyrillic}|[qwxy]/iu,
        );
      }
    }
  }
});

test('Bosnian and Montenegrin labels are ijekavian where Serbian is ekavian', () => {
  expect(label('ageBand', 'child-age-unknown', 'sr-Latn')).toMatch(/^Dete/);
  for (const language of ['bs', 'cnr'] as const) {
    expect(label('ageBand', 'child-age-unknown', language)).toMatch(/^Dijete/);
    expect(label('causeOfDeath', 'sickness', language)).toMatch(/liječenju/);
    expect(label('originRegion', 'northern-africa', language)).toMatch(/^Sjeverna/);
  }
});

test('an unknown id or number is its own label', () => {
  expect(label('incidentType', 'a-code-of-tomorrow', 'mk')).toBe('a-code-of-tomorrow');
  expect(label('incidentType', 77, 'sq')).toBe('77');
  expect(codeByNumber('incidentType', 77)).toBeUndefined();
});

test('a label is returned for an id and for a number', () => {
  expect(label('incidentType', 15, 'sr-Cyrl')).toBe(label('incidentType', 'pushback', 'sr-Cyrl'));
  expect(label('country', 'XK', 'en')).toBe('Kosovo*');
});
