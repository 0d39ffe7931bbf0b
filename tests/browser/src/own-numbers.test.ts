import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { daysOf, isoDay } from '@waylight/calendar';
import { chromiumForTests } from '@waylight/testing';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { clickThrough } from './count-clicks.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { inLanguage, openPage, untilSettled } from './open-page.ts';
import {
  askOwnNumbers,
  type Cell,
  nodeDoor,
  numbersOf,
  OWN_CHOSEN,
  shownNumbers,
  withCertificate,
} from './own-numbers-steps.ts';

const WAYLIGHT = fileURLToPath(new URL('../../../packages/cli/bin/waylight.js', import.meta.url));
const TEST_MS = 180_000;
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

/** What the command on the page says, run as it stands. */
async function commandAnswer(page: Page): Promise<readonly Cell[]> {
  const command = ((await page.locator('.command code').first().textContent()) ?? '').trim();
  expect(command).toMatch(/^npx waylight trends --own /);
  const [, , ...args] = command.split(' ');
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[WAYLIGHT, ...args, '--format', 'json', '--data', region.dataDir],
  ]);
  return JSON.parse(stdout).cells;
}

describe.skipIf('unavailable' in found)('own numbers', () => {
  it('are those of the command, and go past insights, which learns no question either', {
    timeout: TEST_MS,
  }, async () => {
    const { page, requests, complaints } = await askOwnNumbers(region, { certificate: 'MYLA' });
    const shown = page.locator('section.panel:has(#numbers)');
    expect(await shownNumbers(page)).toEqual(numbersOf(await commandAnswer(page), 'type'));
    expect((await shownNumbers(page)).length).toBeGreaterThan(3);
    expect(await shown.locator('.own-exact').textContent()).toContain('Do not publish');
    expect(await shown.locator('.stamp').textContent()).toMatch(
      /ledger of North Macedonia, change [\d,]+; loaded on \d\d\./,
    );

    const asked: Request[] = [];
    page.on('request', (request) => asked.push(request));
    for (const [by, dimension] of [
      ['period', undefined],
      ['personGroup', 'personGroup'],
      ['perpetrator', 'perpetrator'],
    ] as const) {
      await page.getByLabel('Broken down by').selectOption(by);
      await page.getByLabel('Period length').selectOption('quarter');
      await page.locator('#content .controls select').nth(3).selectOption({ index: 3 });
      await page.locator('#content .controls select').nth(4).selectOption({ index: 1 });
      const { hash, search } = new URL(page.url());
      expect([hash, search]).toEqual([expect.stringMatching(/by=.*from=\d{4}-Q\d&to=/), '']);
      await page.locator('.own-numbers').waitFor();
      expect(await shownNumbers(page)).toEqual(numbersOf(await commandAnswer(page), dimension));
    }
    const ofNode = asked.filter((request) => request.url().startsWith(nodeDoor(region, 'MK')));
    expect(ofNode.length).toBeGreaterThan(3);
    for (const request of ofNode) {
      const { referer = '', cookie } = await request.allHeaders();
      expect([referer, cookie]).toEqual(['', undefined]);
    }
    const told = asked
      .filter((request) => !ofNode.includes(request))
      .map((request) => `${request.url()} ${request.postData() ?? ''}`);
    expect(told.filter((text) => /own|by=|country=|personGroup|perpetrator/.test(text))).toEqual([]);
    const elsewhere = requests.filter((url) => !url.startsWith(region.origin));
    expect(elsewhere.length).toBeGreaterThan(3);
    for (const url of elsewhere) expect(url).toContain(`${nodeDoor(region, 'MK')}/v1/own/trends?`);
    expect(requests.filter((url) => url.startsWith(`${region.origin}/own?`))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are shown after two clicks from the first page', { timeout: TEST_MS }, async () => {
    const { page } = await openPage(region, { context: withCertificate(region, 'MYLA') });
    const clicks = await clickThrough(
      page.locator('.top nav a[href="/own"]'),
      page.getByRole('button', { name: 'Show exact numbers' }),
    );
    await page.locator('.own-numbers').waitFor();
    expect(clicks).toBeLessThanOrEqual(2);
    await page.context().close();
  });

  it('are shown to who asks for them, and kept nowhere', { timeout: TEST_MS }, async () => {
    const question = 'country=MK&by=type&period=month&from=2025-01';
    const { page } = await askOwnNumbers(region, { certificate: 'MYLA', question });
    const numbers = page.locator('.own-numbers');
    // A worker has the pages by now, and what is read has been kept, where anything is.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForTimeout(2_000);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const urls = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        await indexedDB.databases(),
        urls.flat().map(({ url }) => url),
        document.cookie,
      ]);
    });
    expect(kept).not.toMatch(/own-numbers|v1\/own|127\.0\.0\.1|ledger of/);
    expect(kept).toContain('/assets/');
    expect(await page.locator('section.panel:has(#numbers) .exports, a[download]').count()).toBe(0);

    await page.reload();
    await untilSettled(page);
    expect([await numbers.count(), new URL(page.url()).hash]).toEqual([0, `#${question}`]);
    await page.getByRole('button', { name: 'Show exact numbers' }).click();
    await numbers.waitFor();
    await page.getByRole('button', { name: 'Hide numbers' }).click();
    expect(await numbers.count()).toBe(0);
    await page.getByRole('button', { name: 'Show exact numbers' }).click();
    await numbers.waitFor();
    await page.goto('about:blank');
    await page.goBack();
    await page.waitForSelector('h1');
    expect(await numbers.count()).toBe(0);
    // A link within the page takes nothing away from what is chosen.
    await page.evaluate(() => location.assign('#content'));
    expect(await page.locator('.command code').first().textContent()).toContain('--from 2025-01');
    await page.context().close();
  });

  it('are read by keyboard and by who does not see, in light and dark', { timeout: TEST_MS }, async () => {
    const { page } = await askOwnNumbers(region, { certificate: 'MYLA', width: 360 });
    await expectNoViolations(page, 'light', 'dark');
    await page.getByRole('button', { name: 'Hide numbers' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.own-numbers').count()).toBe(0);
    await page.keyboard.press('Space');
    await page.locator('.own-numbers').waitFor();
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('a reader of own numbers', () => {
  it('sees of each period that it is not over, and until when it is counted', {
    timeout: TEST_MS,
  }, async () => {
    // Whenever this runs, and however far the trial's reports go: on the last day of the newest period, and on the next.
    for (const length of ['month', 'quarter', 'year']) {
      const question = `country=MK&by=type&period=${length}`;
      const { page } = await askOwnNumbers(region, { certificate: 'MYLA', question });
      const rows = page.locator('.own-numbers tbody tr');
      const lastDay = daysOf((await rows.first().getAttribute('data-key')) ?? '')?.toDay ?? 0;
      const readAt = async (day: number) => {
        await page.clock.setFixedTime(`${isoDay(day)}T12:00:00Z`);
        await page.getByRole('button', { name: 'Hide numbers' }).click();
        await page.getByRole('button', { name: 'Show exact numbers' }).click();
        await page.locator('.own-numbers').waitFor();
        return rows.locator('th').allTextContents();
      };
      const said = await readAt(lastDay);
      const dayText = isoDay(lastDay).split('-').toReversed().join('.');
      expect(said.filter((text) => text.includes('not finished'))).toEqual([said[0]]);
      // As who listens has it: the name of the row.
      const row = page.getByRole('rowheader', { name: `not finished, up to ${dayText}` });
      expect(await row.count()).toBe(1);
      const next = await readAt(lastDay + 1);
      expect([length, next.length, next.join(' ')]).toEqual([
        length,
        said.length,
        expect.not.stringContaining('not finished'),
      ]);
      await page.context().close();
    }
  });

  it('is warned beside the button, before there is anything to see', { timeout: TEST_MS }, async () => {
    const { page } = await openPage(region, { path: '/own#country=MK' });
    const panel = page.locator('section.panel:has(#numbers)');
    const show = panel.getByRole('button', { name: 'Show exact numbers' });
    const [described = ''] = [(await show.getAttribute('aria-describedby')) ?? ''];
    const warning = panel.locator(`#${described}`);
    expect(await warning.textContent()).toContain('keep them off shared screens');
    const [above, below] = [await warning.boundingBox(), await show.boundingBox()];
    if (above === null || below === null) throw new Error('one of them is not there');
    const between = below.y - (above.y + above.height);
    expect([between >= 0, between < 40]).toEqual([true, true]);
    expect(await page.getByText('keep them off shared screens').count()).toBe(1);
    await page.context().close();
  });

  it('of several nodes chooses one, and an address may have chosen, in each language', {
    timeout: TEST_MS,
  }, async () => {
    const { account } = OWN_CHOSEN;
    for (const [path, country, commands] of [
      ['/own', '', 0],
      [OWN_CHOSEN.path, 'RS', 2],
    ] as const)
      for (const address of [path, inLanguage(path, 'mk')]) {
        const { page } = await openPage(region, { account, path: address });
        expect([address, await page.locator('#content .controls select').first().inputValue()]).toEqual([
          address,
          country,
        ]);
        expect(await page.locator('.command').count()).toBe(commands);
        expect(await page.locator('#numbers').count()).toBe(commands === 0 ? 0 : 1);
        await page.context().close();
      }
  });
});

describe.skipIf('unavailable' in found)(
  'where there are no own numbers, the page says why, and names the command:',
  () => {
    const says = async (options: Parameters<typeof askOwnNumbers>[1], sentence: string) => {
      const { page } = await askOwnNumbers(region, options);
      expect(await page.locator('.state-error .state-says').textContent()).toContain(sentence);
      expect(await page.locator('.command code').first().textContent()).toContain(
        'npx waylight trends --own',
      );
      // Both are on the first screen, with the button that copies the command.
      for (const part of ['.state-error', '.command code', '.command button']) {
        const { y = 0, height = 900 } = (await page.locator(part).first().boundingBox()) ?? {};
        expect([part, y > 0 && y + height < 900]).toEqual([part, true]);
      }
      expect(await page.locator('.own-numbers').count()).toBe(0);
      // What is not shown is not offered to be hidden; the one button asks again.
      const buttons = page.locator('section.panel:has(#numbers) button');
      expect(await buttons.allTextContents()).toEqual(['Try again', 'Copy the command']);
      await expectNoViolations(page);
      return page;
    };

    it('without a certificate', { timeout: TEST_MS }, async () => {
      const page = await says({}, 'cannot reach the node');
      const way = page.getByRole('link', { name: 'Open the address of the node' });
      expect(await way.getAttribute('href')).toBe(nodeDoor(region, 'MK'));
      expect(await way.getAttribute('rel')).toBe('noopener noreferrer');
      const again = page.getByRole('button', { name: 'Try again' });
      const asked = page.waitForRequest(`${nodeDoor(region, 'MK')}/v1/own/trends?**`);
      await again.focus();
      await page.keyboard.press('Enter');
      await asked;
      await page.locator('.state-error').waitFor();
      expect(await again.evaluate((button) => button.matches(':focus'))).toBe(true);
      await page.context().close();
    });

    it('with one that the node does not take', { timeout: TEST_MS }, async () => {
      await (await says({ certificate: 'BCHR' }, 'rejected the certificate')).context().close();
    });

    it('with one of another organisation, whose numbers are not shown as one’s own', {
      timeout: TEST_MS,
    }, async () => {
      await (await says({ certificate: 'DRC' }, 'the certificate of DRC')).context().close();
    });

    it('to who has not signed in for an organisation', { timeout: TEST_MS }, async () => {
      const { page, requests } = await openPage(region, {
        ...{ account: 'public', path: '/own#country=MK', context: withCertificate(region, 'MYLA') },
      });
      expect(await page.locator('.command').count()).toBe(0);
      expect(await page.locator('.state-not-permitted').textContent()).toContain('Sign in');
      expect(requests.filter((url) => !url.startsWith(region.origin))).toEqual([]);
      await page.context().close();
    });
  },
);

describe.skipIf('unavailable' in found)('a page of somebody else', () => {
  it('gets nothing from a browser that has the certificate, and cannot tell that from silence', {
    timeout: TEST_MS,
  }, async () => {
    const context = await region.browser.newContext(withCertificate(region, 'MYLA'));
    await context.route('https://evil.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>evil</title>' }),
    );
    const page = await context.newPage();
    await page.goto('https://evil.example/');
    const door = nodeDoor(region, 'MK');
    const own = `${door}/v1/own/trends?layer=reports&by=period`;
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
      // The last is nobody's port.
      {
        addresses: [
          own,
          `${door}/openapi.json`,
          `${door}/%`,
          `${door}/${'x'.repeat(20_000)}`,
          'https://127.0.0.1:1/',
        ],
      },
    );
    expect(got).toEqual(Array(15).fill('rejected'));
    await context.close();
  });

  it('is none of ours: pages may speak to the doors of nodes, and to no other port of this machine', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { context: withCertificate(region, 'MYLA') });
    const forbidden = await page.evaluate(
      async (door) => {
        const violations: string[] = [];
        const bothSaid = new Promise<void>((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
            if (violations.push(blockedURI) === 2) resolve();
          });
        });
        const at = (port: number) => `https://127.0.0.1:${port}/`;
        const port = Number(new URL(door).port);
        for (const address of [at(port + 100), at(port), `http://127.0.0.1:${port}/`])
          await fetch(address, { credentials: 'include' }).catch(() => undefined);
        await bothSaid;
        return { violations, asked: [at(port + 100), `http://127.0.0.1:${port}/`] };
      },
      nodeDoor(region, 'MK'),
    );
    expect(forbidden.violations).toEqual(forbidden.asked);
    await page.context().close();
  });
});
