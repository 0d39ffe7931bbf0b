import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeList } from './codes.ts';
import {
  combineRegions,
  findOrigin,
  findOriginCountry,
  ORIGIN_COUNTRIES,
  originOfCells,
  regionOfCountry,
} from './origins.ts';
import { splitCell } from './split-cell.ts';

function region(text: string): string {
  const lookup = findOrigin(text);
  return lookup.kind === 'found' ? lookup.value.id : lookup.kind;
}

test('each of the 249 ISO countries and XK is in one region', () => {
  expect(ORIGIN_COUNTRIES).toHaveLength(250);
  expect(new Set(ORIGIN_COUNTRIES).size).toBe(250);
  for (const iso of ORIGIN_COUNTRIES) expect(iso).toMatch(/^[A-Z]{2}$/);
  expect(regionOfCountry('XK')).toBe('europe');
  expect(regionOfCountry('ZZ')).toBe('unknown');
});

test('country names of Missing Migrants resolve', () => {
  expect(region('Iran (Islamic Republic of)')).toBe('southern-asia');
  expect(region('Syrian Arab Republic')).toBe('western-asia');
  expect(region('State of Palestine')).toBe('western-asia');
  expect(region('Palestinian Territories')).toBe('western-asia');
  expect(region('Democratic Republic of the Congo')).toBe('middle-africa');
  expect(region('Türkiye')).toBe('western-asia');
  expect(region('Sudan')).toBe('northern-africa');
});

test('a country resolves in the languages of the region and in both scripts', () => {
  for (const name of ['Afghanistan', 'Afganistan', 'Avganistan', 'Авганистан', 'AF']) {
    expect(findOriginCountry(name)).toEqual({ kind: 'found', value: 'AF' });
  }
});

test('a presumed region counts as stated, and "one of two regions" has a code of its own', () => {
  expect(region('Southern Asia (P)')).toBe('southern-asia');
  expect(region('Western / Southern Asia (P)')).toBe('western-or-southern-asia');
});

test('persons of different or partly unknown regions are `mixed`; persons of one region have this region', () => {
  expect(originOfCells('Iraq,Syrian Arab Republic').region).toBe('western-asia');
  expect(originOfCells('Hungary,Iran (Islamic Republic of)').region).toBe('mixed');
  expect(originOfCells('Afghanistan,Unknown').region).toBe('mixed');
  expect(originOfCells('Unknown', 'Northern Africa').region).toBe('northern-africa');
  expect(originOfCells('Unknown', 'Unknown').region).toBe('unknown');
  expect(originOfCells('Atlantis')).toEqual({ region: 'unknown', unresolved: ['Atlantis'] });
  expect(combineRegions([])).toBe('unknown');
});

test('a cell is split by comma or bar, and a known label with commas is not split', () => {
  const harsh = 'Harsh environmental conditions / lack of adequate shelter, food, water';
  expect(splitCell(harsh)).toEqual([harsh]);
  expect(splitCell(`Drowning,${harsh}`)).toEqual(['Drowning', harsh]);
  expect(splitCell(`${harsh} | Drowning`, 'causeOfDeath')).toEqual([harsh, 'Drowning']);
  expect(splitCell('Iran, Islamic Republic of,Iraq', 'originRegion')).toEqual([
    'Iran, Islamic Republic of',
    'Iraq',
  ]);
  expect(splitCell('theft | beating', 'incidentType')).toEqual(['theft', 'beating']);
  expect(splitCell(' , | ')).toEqual([]);
});

test('splitting returns the joined values, including labels with commas', () => {
  const cause = fc.constantFrom(...codeList('causeOfDeath').map((code) => code.english));
  fc.assert(
    fc.property(fc.array(cause, { minLength: 1 }), fc.constantFrom(',', ', ', ' | '), (labels, separator) => {
      expect(splitCell(labels.join(separator), 'causeOfDeath')).toEqual(labels);
    }),
  );
});
