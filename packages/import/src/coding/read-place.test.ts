import { describe, expect, it } from 'vitest';
import { readPlace } from './read-place.ts';

const placeOf = (text: string, country: string) => {
  const reading = readPlace(text, country);
  return reading.kind === 'values' ? reading.values : undefined;
};

describe('the place that a cell names', () => {
  it('is a part between commas that is a place of the country, and nothing of the description around it', () => {
    expect(placeOf('Subotica, Serbia', 'RS')).toEqual(['Subotica']);
    expect(placeOf('Drina River, close to Čelopek, Zvornik, Bosnia and Herzegovina', 'BA')).toEqual([
      'Zvornik',
    ]);
    expect(placeOf('Mother Theresa Clinical Centre, Skopje, North Macedonia', 'MK')).toEqual(['Skopje']);
  });

  it('is none where the text says near a place, or names places of two areas', () => {
    expect(placeOf('Near Skopje, Macedonia', 'MK')).toBeUndefined();
    expect(placeOf('on the way from somewhere, Subotica, Novi Sad, Serbia', 'RS')).toBeUndefined();
    expect(placeOf('Unspecified location, Bosnia and Herzegovina', 'BA')).toBeUndefined();
  });

  it('is never looked for in another country', () => {
    expect(placeOf('Hospital, Skopje', 'RS')).toBeUndefined();
  });
});
