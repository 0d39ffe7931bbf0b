import { expect, test } from 'vitest';
import { findPlace } from './find-place.ts';
import { getGazetteer } from './gazetteer.ts';
import { SUPPLEMENT } from './supplement-data.ts';

function found(text: string, country?: string): string {
  const lookup = findPlace(text, { country });
  return lookup.kind === 'found'
    ? `${lookup.value.name} ${lookup.value.country} ${lookup.value.area.id}`
    : lookup.kind;
}

test('a place is found in Albanian, Serbian in both scripts, Macedonian, Bosnian and by exonym', () => {
  for (const name of ['Prishtina', 'Priština', 'Приштина', 'Pristina'])
    expect(found(name)).toBe('Pristina XK XK-01');
  for (const name of ['Skopje', 'Shkup', 'Скопје', 'Skoplje']) expect(found(name)).toBe('Skopje MK MK-R8');
  for (const name of ['Bihać', 'Bihac', 'Бихаћ', 'BIHAĆ']) expect(found(name)).toBe('Bihać BA BA-BIH');
  for (const name of ['Belgrade', 'Beograd', 'Београд']) expect(found(name)).toBe('Belgrade RS RS-00');
});

test('crossings and villages that the gazetteer lacks are found', () => {
  for (const [name, country] of SUPPLEMENT)
    expect(found(name, country), name).toMatch(new RegExp(` ${country} `));
  expect(found('Horgoš')).toBe('Horgoš RS RS-03');
  expect(found('Kapshtica')).toBe('Kapshticë AL AL-06');
  expect(found('Табановце')).toBe('Tabanovce MK MK-R7');
});

test('a name that exists in several countries returns candidates, and a given country selects one', () => {
  expect(found('Prilep')).toBe('candidates');
  expect(found('Prilep', 'MK')).toBe('Prilep MK MK-R5');
  expect(found('Merdare')).toBe('candidates');
  expect(found('Merdare, Serbia')).toBe('Merdare RS RS-21');
  expect(found('Blace')).toBe('candidates');
});

test('a name that exists twice in one country returns candidates', () => {
  expect(found('Negotino', 'MK')).toBe('candidates');
});

test('a text with an empty key, and transliteration residue, match nothing', () => {
  for (const text of ['', '—', '***', 'XSA', 'srndh']) expect(found(text), text).toBe('none');
});

test('a misspelt place is not resolved, and the nearest name is returned', () => {
  expect(findPlace('Subotca')).toMatchObject({ kind: 'none', nearest: [{ name: 'Subotica' }] });
});

test('every place of the gazetteer is found, alone or among candidates', () => {
  for (const place of getGazetteer().places) {
    const lookup = findPlace(place.name, { country: place.country });
    expect(lookup.kind, place.name).not.toBe('none');
  }
});

test('an area is in the country of the place, or unknown', () => {
  for (const place of getGazetteer().places) expect([place.country, 'unknown']).toContain(place.area.country);
});
