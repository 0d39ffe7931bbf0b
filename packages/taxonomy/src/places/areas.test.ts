import { expect, test } from 'vitest';
import { LANGUAGES } from '../codebook/languages.ts';
import { AREAS, areaById, areaByNumber, areaLabel, areasOfCountry, findArea } from './areas.ts';

function ids(text: string, country?: string): string[] {
  const lookup = findArea(text, { country });
  if (lookup.kind === 'found') return [lookup.value.id];
  return lookup.kind === 'candidates' ? lookup.candidates.map((area) => area.id) : [];
}

test('each of the six countries has its first-level areas, with unique ids and numbers', () => {
  const counts = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'].map((country) => areasOfCountry(country).length);
  expect(counts).toEqual([12, 3, 25, 8, 25, 7]);
  expect(new Set(AREAS.map((area) => area.id)).size).toBe(AREAS.length);
  expect(new Set(AREAS.map((area) => area.number)).size).toBe(AREAS.length);
  for (const area of AREAS) expect(areaByNumber(area.number)).toBe(areaById(area.id));
});

test('AL02 of OCHA is Dibër, but AL-02 of ISO is Durrës: AL02 returns both as candidates', () => {
  expect(areaLabel('AL-02', 'en')).toBe('Durrës');
  expect(ids('AL-02')).toEqual(['AL-02']);
  const lookup = findArea('AL02');
  expect(lookup.kind).toBe('candidates');
  expect(ids('AL02')).toEqual(['AL-09', 'AL-02']);
});

test('a code without its hyphen is never resolved directly', () => {
  for (const code of ['AL01', 'RS24', 'ME05', 'XK01']) expect(findArea(code).kind, code).toBe('candidates');
});

test('codes that ISO lists under another country return the districts of XK as candidates', () => {
  expect(findArea('RS-27').kind).toBe('candidates');
  expect(ids('RS-27')).toEqual(['XK-04']);
  expect(ids('RS-KM')).toHaveLength(7);
});

test('an area is found by its label in every language', () => {
  for (const area of AREAS) {
    for (const language of LANGUAGES) expect(ids(area.labels[language]), area.id).toContain(area.id);
  }
});

test('the names of an area in both scripts and in Albanian resolve to it', () => {
  for (const name of ['Pčinjski okrug', 'Пчињски округ', 'Pçinja', 'RS-24'])
    expect(ids(name)).toEqual(['RS-24']);
  for (const name of ['Shkodra', 'Skadar', 'Скадар', 'Qarku i Shkodrës'])
    expect(ids(name)).toEqual(['AL-10']);
  expect(ids('Una-Sana Canton')).toEqual(['BA-BIH']);
  expect(ids('MK-704')).toEqual(['MK-R7']);
});

test('a given country limits the search: an area of another country is not found', () => {
  expect(ids('Shkodra', 'AL')).toEqual(['AL-10']);
  expect(ids('Shkodra', 'RS')).toEqual([]);
});
