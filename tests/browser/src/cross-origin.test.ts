import { chromiumForTests } from '@waylight/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { openPage } from './open-page.ts';
import { nodeOrigin, withCertificate } from './own-numbers-steps.ts';

const TEST_MS = 180_000;
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('cross-origin requests', () => {
  it('from a foreign website get no data with the certificate, and do not distinguish a node from a closed port', {
    timeout: TEST_MS,
  }, async () => {
    const context = await region.browser.newContext(withCertificate(region, 'MYLA'));
    await context.route('https://evil.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>evil</title>' }),
    );
    const page = await context.newPage();
    await page.goto('https://evil.example/');
    const node = nodeOrigin(region, 'MK');
    const own = `${node}/v1/own/trends?layer=reports&by=period`;
    const got = await page.evaluate(
      async ({ addresses }) => {
        const tries = addresses.flatMap((address) => [
          fetch(address, { credentials: 'include' }),
          fetch(address, { credentials: 'include', mode: 'no-cors' }),
          new Promise((resolve, reject) => {
            const image = new Image();
            image.onload = resolve;
            image.onerror = () => reject(new TypeError('no image'));
            image.src = address;
          }),
        ]);
        return (await Promise.allSettled(tries)).map(({ status }) => status);
      },
      // The last port is closed.
      {
        addresses: [
          own,
          `${node}/openapi.json`,
          `${node}/%`,
          `${node}/${'x'.repeat(20_000)}`,
          'https://127.0.0.1:1/',
        ],
      },
    );
    expect(got).toEqual(Array(15).fill('rejected'));
    await context.close();
  });

  it('from the dashboard can reach nodes, but no other port of this machine', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { context: withCertificate(region, 'MYLA') });
    const forbidden = await page.evaluate(
      async (node) => {
        const violations: string[] = [];
        const bothReported = new Promise<void>((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
            if (violations.push(blockedURI) === 2) resolve();
          });
        });
        const at = (port: number) => `https://127.0.0.1:${port}/`;
        const port = Number(new URL(node).port);
        for (const address of [at(port + 100), at(port), `http://127.0.0.1:${port}/`])
          await fetch(address, { credentials: 'include' }).catch(() => undefined);
        await bothReported;
        return { violations, asked: [at(port + 100), `http://127.0.0.1:${port}/`] };
      },
      nodeOrigin(region, 'MK'),
    );
    expect(forbidden.violations).toEqual(forbidden.asked);
  });
});
