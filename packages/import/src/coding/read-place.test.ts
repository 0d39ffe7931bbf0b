import { describe, expect, it } from 'vitest';
import { readPlace } from './read-place.ts';

const placeOf = (text: string, country: string) => {
  const reading = readPlace(text, country);
  return reading.kind === 'values' ? reading.values : undefined;
};

describe('readPlace', () => {
  it('finds a part between commas that is a place of the country, without the description around it', () => {
    expect(placeOf('Subotica, Serbia', 'RS')).toEqual(['Subotica']);
    expect(placeOf('Drina River, close to Čelopek, Zvornik, Bosnia and Herzegovina', 'BA')).toEqual([
      'Zvornik',
    ]);
    expect(placeOf('Mother Theresa Clinical Centre, Skopje, North Macedonia', 'MK')).toEqual(['Skopje']);
  });

  it('finds no place in a text such as "near Skopje", or in a text that names places of two areas', () => {
    expect(placeOf('Near Skopje, Macedonia', 'MK')).toBeUndefined();
    expect(placeOf('on the way from somewhere, Subotica, Novi Sad, Serbia', 'RS')).toBeUndefined();
    expect(placeOf('Unspecified location, Bosnia and Herzegovina', 'BA')).toBeUndefined();
  });

  it('never searches another country', () => {
    expect(placeOf('Hospital, Skopje', 'RS')).toBeUndefined();
  });
});
