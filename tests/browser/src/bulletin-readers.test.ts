import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { publishBulletin } from './journeys.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('a bulletin for the public', { timeout: 240_000 }, () => {
  it('is read without sign-in once it is frozen, with its fingerprint and nothing to press but print', () =>
    publishBulletin(region));
});
