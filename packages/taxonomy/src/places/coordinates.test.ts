import { expect, test } from 'vitest';
import { checkCoordinates } from './coordinates.ts';
import { getGazetteer } from './gazetteer.ts';

test('a point in the stated country is valid', () => {
  expect(checkCoordinates(46.1, 19.66, 'RS', 'settlement')).toEqual({ ok: true });
  expect(checkCoordinates(42.66, 21.1, 'XK', 'exact')).toEqual({ ok: true });
});

test('the point 0,0 and swapped or mirrored points are detected', () => {
  expect(checkCoordinates(0, 0, 'RS')).toEqual({ ok: false, reason: 'zero' });
  expect(checkCoordinates(19.66, 46.1, 'RS')).toEqual({ ok: false, reason: 'swapped' });
  expect(checkCoordinates(-46.1, 19.66, 'RS')).toEqual({ ok: false, reason: 'sign-flipped' });
  expect(checkCoordinates(46.1, -19.66, 'RS')).toEqual({ ok: false, reason: 'sign-flipped' });
  expect(checkCoordinates(Number.NaN, 20, 'RS')).toEqual({ ok: false, reason: 'not-a-position' });
  expect(checkCoordinates(461, 19, 'RS')).toEqual({ ok: false, reason: 'not-a-position' });
});

test('a point on the capital is a placeholder if the place is imprecise, and otherwise a valid point', () => {
  expect(checkCoordinates(44.804, 20.4651, 'RS', 'country')).toEqual({
    ok: false,
    reason: 'capital-placeholder',
  });
  expect(checkCoordinates(44.804, 20.4651, 'RS', 'exact')).toEqual({ ok: true });
});

test('a point in a border river belongs to either bank', () => {
  const drinaNearZvornik = [44.387, 19.11] as const;
  for (const country of ['RS', 'BA'])
    expect(checkCoordinates(...drinaNearZvornik, country, 'exact')).toEqual({ ok: true });
});

test('XK is its own country: a point there is outside Serbia', () => {
  expect(checkCoordinates(42.55, 20.95, 'RS')).toEqual({
    ok: false,
    reason: 'outside-country',
    actualCountry: 'XK',
  });
});

test('every place of the gazetteer is in its country', () => {
  const outside = getGazetteer().places.filter(
    (place) => !checkCoordinates(place.latitude, place.longitude, place.country, 'exact').ok,
  );
  expect(outside.map((place) => `${place.name} ${place.country}`)).toEqual([]);
});
