import { areaReach } from '@waylight/taxonomy';
import { expect, it } from 'vitest';
import { RECORD_GEOMETRY } from '../../services/dashboard/src/ui/map/gen/record-geometry.ts';
import { outlinesIn } from './outlines.ts';
import { MAP } from './placed-arrows.ts';

const { placeOf } = outlinesIn(MAP.width, MAP.height, MAP.margin);

it('a ring is at least as wide as its area', () => {
  for (const [code, [x, y, radius]] of Object.entries(RECORD_GEOMETRY.areas)) {
    const { latitude = 0, longitude = 0, km = 0 } = areaReach(code) ?? {};
    const [north = 0, east = 0] = placeOf(longitude, latitude + km / 111.2) ?? [];
    expect(radius, code).toBeGreaterThanOrEqual(Math.hypot(north - x, east - y) - 0.1);
  }
});
