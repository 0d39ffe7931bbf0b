import { findFirefox } from '@waylight/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type BrowserRegion, launchFirefox, START_MS, startBrowserRegion } from './browser-region.ts';
import { exportTableAndChart, publishBulletin, readLastMonth, watchBorder } from './journeys.ts';

let region: BrowserRegion | undefined;

beforeAll(async () => {
  const found = findFirefox();
  // This suite tests Firefox only, so it fails without it.
  if ('unavailable' in found) throw new Error(`This suite needs ${found.unavailable}`);
  region = await startBrowserRegion(found.program, {}, launchFirefox);
}, START_MS);
afterAll(() => region?.stop());

describe('in Firefox', { timeout: 240_000 }, () => {
  it.for([
    ['the overview summarises last month', readLastMonth],
    ['a border is watched in three clicks from the overview', watchBorder],
    ['a table and a chart are exported', exportTableAndChart],
    ['a bulletin is written, approved by a second person, and read without signing in', publishBulletin],
  ] as const)('%s', ([, journey]) => {
    if (region === undefined) throw new Error('no region');
    return journey(region);
  });
});
