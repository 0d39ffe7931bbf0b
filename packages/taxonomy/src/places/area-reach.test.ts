import { expect, it } from 'vitest';
import { areaReach } from './area-reach.ts';
import { AREAS } from './areas.ts';
import { distanceKm } from './distance.ts';
import { getGazetteer } from './gazetteer.ts';

it('contains every place of its area with a margin, and is never as small as a single place', () => {
  for (const { id } of AREAS.filter(({ number }) => number !== 0)) {
    const reach = areaReach(id);
    expect(reach, id).toBeDefined();
    if (reach === undefined) continue;
    expect(reach.km).toBeGreaterThanOrEqual(15);
    for (const { area, latitude, longitude } of getGazetteer().places)
      if (area.id === id)
        expect(distanceKm(reach.latitude, reach.longitude, latitude, longitude)).toBeLessThanOrEqual(
          reach.km - 5,
        );
  }
});

it('is undefined for any other id', () => {
  expect([areaReach('unknown'), areaReach('XX-00')]).toEqual([undefined, undefined]);
});
