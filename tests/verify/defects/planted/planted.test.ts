import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AREAS, plant } from '../defect.ts';
import { DEFECTS } from './index.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

describe('the planted defects', () => {
  it('have a name of their own and reach every area', () => {
    expect(new Set(DEFECTS.map(({ name }) => name)).size).toBe(DEFECTS.length);
    expect(AREAS.filter((area) => !DEFECTS.some((defect) => defect.area === area))).toEqual([]);
  });

  it.each(DEFECTS)('still apply: $name', (defect) => {
    const text = existsSync(fromRoot(defect.file)) ? readFileSync(fromRoot(defect.file), 'utf8') : undefined;
    expect(plant(text, defect)).toMatchObject({ kind: 'planted' });
    expect(existsSync(fromRoot(defect.test)), defect.test).toBe(true);
  });
});
