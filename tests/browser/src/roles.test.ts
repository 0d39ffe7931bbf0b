import { ROUTES } from '@waylight/dashboard';
import { chromiumForTests } from '@waylight/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { ACCOUNTS, openPage, untilSettled } from './open-page.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const PATHS = [...Object.values(ROUTES).map(({ path }) => path), '/bulletins/new'];

describe.skipIf('unavailable' in found).each(Object.values(ACCOUNTS))('the pages of %s', (account) => {
  it('make no request that is refused, fails or is repeated, and log no error', {
    timeout: 240_000,
  }, async () => {
    const { page, requests, failures, complaints } = await openPage(region, { account });
    const repeated: string[] = [];
    for (const path of PATHS) {
      const before = requests.length;
      await page.goto(`${region.origin}${path}`);
      await untilSettled(page);
      const asked = requests.slice(before).filter((url) => url.includes('/v1/'));
      repeated.push(...asked.filter((url, at) => asked.indexOf(url) < at));
    }
    expect([failures, complaints, repeated]).toEqual([[], [], []]);
  });
});
