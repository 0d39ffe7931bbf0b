import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { daysOf, isoDay } from '@waylight/calendar';
import { chromiumForTests } from '@waylight/testing';
import type { Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { inLanguage, openPage, untilSettled } from './open-page.ts';
import {
  type Cell,
  nodeOrigin,
  numbersOf,
  OWN_WITH_NODE,
  openOwnNumbers,
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
afterEach(() => closePages(region));
afterAll(() => region?.stop());

/** Runs the command on the page and returns its numbers. */
async function runCommand(page: Page): Promise<readonly Cell[]> {
  const command = ((await page.locator('[data-part=command] code').first().textContent()) ?? '').trim();
  expect(command).toMatch(/^npx waylight trends --own /);
  const [, , ...args] = command.split(' ');
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[WAYLIGHT, ...args, '--format', 'json', '--data', region.dataDir],
  ]);
  return JSON.parse(stdout).cells;
}

describe.skipIf('unavailable' in found)('own numbers', () => {
  it('equal those of the command, and insights receives neither numbers nor queries', {
    timeout: TEST_MS,
  }, async () => {
    const { page, requests, complaints } = await openOwnNumbers(region, { certificate: 'MYLA' });
    const shown = page.locator('section.panel:has(#numbers)');
    expect(await shownNumbers(page)).toEqual(numbersOf(await runCommand(page), 'type'));
    expect((await shownNumbers(page)).length).toBeGreaterThan(3);
    expect(await shown.locator('p[role=status]').textContent()).toContain('Do not publish');
    expect(await shown.locator('.stamp').textContent()).toMatch(
      /ledger of North Macedonia, change [\d,]+; loaded on \d\d\./,
    );

    const sent: Request[] = [];
    page.on('request', (request) => sent.push(request));
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
      await page.locator('[data-part=own-numbers]').waitFor();
      expect(await shownNumbers(page)).toEqual(numbersOf(await runCommand(page), dimension));
    }
    const ofNode = sent.filter((request) => request.url().startsWith(nodeOrigin(region, 'MK')));
    expect(ofNode.length).toBeGreaterThan(3);
    for (const request of ofNode) {
      const { referer = '', cookie } = await request.allHeaders();
      expect([referer, cookie]).toEqual(['', undefined]);
    }
    const toOthers = sent
      .filter((request) => !ofNode.includes(request))
      .map((request) => `${request.url()} ${request.postData() ?? ''}`);
    expect(toOthers.filter((text) => /own|by=|country=|personGroup|perpetrator/.test(text))).toEqual([]);
    const elsewhere = requests.filter((url) => !url.startsWith(region.origin));
    expect(elsewhere.length).toBeGreaterThan(3);
    for (const url of elsewhere) expect(url).toContain(`${nodeOrigin(region, 'MK')}/v1/own/trends?`);
    expect(requests.filter((url) => url.startsWith(`${region.origin}/own?`))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('are displayed on request only, and stored nowhere', { timeout: TEST_MS }, async () => {
    const query = 'country=MK&by=type&period=month&from=2025-01';
    const { page } = await openOwnNumbers(region, { certificate: 'MYLA', query, keepsPages: true });
    const numbers = page.locator('[data-part=own-numbers]');
    // The service worker has cached the pages.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const readStored = () =>
      page.evaluate(async () => {
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
    await expect.poll(readStored).toContain('/assets/');
    expect(await readStored()).not.toMatch(/own-numbers|v1\/own|127\.0\.0\.1|ledger of/);
    const files = page.locator('section.panel:has(#numbers) [data-part=exports], a[download]');
    expect(await files.count()).toBe(0);

    await page.reload();
    await untilSettled(page);
    expect([await numbers.count(), new URL(page.url()).hash]).toEqual([0, `#${query}`]);
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
    // A link within the page does not change the choices.
    await page.evaluate(() => location.assign('#content'));
    expect(await page.locator('[data-part=command] code').first().textContent()).toContain('--from 2025-01');
  });

  it('can be hidden by keyboard and have no axe violations in light and dark', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openOwnNumbers(region, { certificate: 'MYLA', width: 360 });
    await expectNoViolations(page, 'light', 'dark');
    await page.getByRole('button', { name: 'Hide numbers' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-part=own-numbers]').count()).toBe(0);
    await page.keyboard.press('Space');
    await page.locator('[data-part=own-numbers]').waitFor();
  });
});

describe.skipIf('unavailable' in found)('a reader of own numbers', () => {
  it('sees which period is not finished, and up to which day it is counted', {
    timeout: TEST_MS,
  }, async () => {
    // Sets the clock to the last day of the newest period and to the next day, so that the date of the run does not matter.
    for (const length of ['month', 'quarter', 'year']) {
      const query = `country=MK&by=type&period=${length}`;
      const { page } = await openOwnNumbers(region, { certificate: 'MYLA', query });
      const rows = page.locator('[data-part=own-numbers] tbody tr');
      const lastDay = daysOf((await rows.first().getAttribute('data-key')) ?? '')?.toDay ?? 0;
      const readAt = async (day: number) => {
        await page.clock.setFixedTime(`${isoDay(day)}T12:00:00Z`);
        await page.getByRole('button', { name: 'Hide numbers' }).click();
        await page.getByRole('button', { name: 'Show exact numbers' }).click();
        await page.locator('[data-part=own-numbers]').waitFor();
        return rows.locator('th').allTextContents();
      };
      const rowNames = await readAt(lastDay);
      const dayText = isoDay(lastDay).split('-').toReversed().join('.');
      expect(rowNames.filter((text) => text.includes('not finished'))).toEqual([rowNames[0]]);
      // The accessible name of the row has the day as well.
      const row = page.getByRole('rowheader', { name: `not finished, up to ${dayText}` });
      expect(await row.count()).toBe(1);
      const next = await readAt(lastDay + 1);
      expect([length, next.length, next.join(' ')]).toEqual([
        length,
        rowNames.length,
        expect.not.stringContaining('not finished'),
      ]);
      await page.context().close();
    }
  });

  it('is warned next to the button, before the numbers are displayed', { timeout: TEST_MS }, async () => {
    const { page } = await openPage(region, { path: '/own#country=MK' });
    const panel = page.locator('section.panel:has(#numbers)');
    const show = panel.getByRole('button', { name: 'Show exact numbers' });
    const [described = ''] = [(await show.getAttribute('aria-describedby')) ?? ''];
    const warning = panel.locator(`#${described}`);
    expect(await warning.textContent()).toContain('keep them off shared screens');
    const [above, below] = [await warning.boundingBox(), await show.boundingBox()];
    if (above === null || below === null) throw new Error('the warning or the button is not displayed');
    const gap = below.y - (above.y + above.height);
    expect([gap >= 0, gap < 40]).toEqual([true, true]);
    expect(await page.getByText('keep them off shared screens').count()).toBe(1);
  });

  it('chooses one of several nodes, also by URL and in each language', {
    timeout: TEST_MS,
  }, async () => {
    const { account } = OWN_WITH_NODE;
    for (const [path, country, commands] of [
      ['/own', '', 0],
      [OWN_WITH_NODE.path, 'RS', 2],
    ] as const)
      for (const address of [path, inLanguage(path, 'mk')]) {
        const { page } = await openPage(region, { account, path: address });
        expect([address, await page.locator('#content .controls select').first().inputValue()]).toEqual([
          address,
          country,
        ]);
        expect(await page.locator('[data-part=command]').count()).toBe(commands);
        expect(await page.locator('section.panel:has(#numbers) .buttons button').isEnabled()).toBe(
          commands > 0,
        );
        await page.context().close();
      }
  });

  it('reads before any choice which certificate is needed, and whom to ask for it', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { account: OWN_WITH_NODE.account });
    await page.route('**/v1/about', (route) =>
      route.fulfill({ json: { organisations: [], contact: 'office@example.org' } }),
    );
    await page.goto(`${region.origin}/own`);
    const panel = page.locator('section.panel:has(#numbers)');
    const contact = panel.getByRole('link', { name: 'office@example.org' });
    await contact.waitFor();
    expect(await contact.getAttribute('href')).toBe('mailto:office@example.org');
    expect(await panel.textContent()).toContain('Your browser needs the certificate of DRC.');
    expect(await panel.getByRole('button', { name: 'Show exact numbers' }).isDisabled()).toBe(true);
    expect(await page.getByText('First choose a country above.').count()).toBe(2);
    // Without a command, no sentence refers to one.
    expect(await page.locator('main').textContent()).not.toContain('this command');
    await expectNoViolations(page);
  });
});

describe.skipIf('unavailable' in found)(
  'the page shows the reason for missing own numbers, and the command:',
  () => {
    const expectReason = async (options: Parameters<typeof openOwnNumbers>[1], sentence: string) => {
      const { page } = await openOwnNumbers(region, options);
      expect(await page.locator('.state-error .state-says').textContent()).toContain(sentence);
      expect(await page.locator('[data-part=command] code').first().textContent()).toContain(
        'npx waylight trends --own',
      );
      // Reason, command and copy button are visible without scrolling.
      for (const part of ['.state-error', '[data-part=command] code', '[data-part=command] button']) {
        const { y = 0, height = 900 } = (await page.locator(part).first().boundingBox()) ?? {};
        expect([part, y > 0 && y + height < 900]).toEqual([part, true]);
      }
      expect(await page.locator('[data-part=own-numbers]').count()).toBe(0);
      // Without numbers there is no button to hide them.
      const buttons = page.locator('section.panel:has(#numbers) button');
      expect(await buttons.allTextContents()).toEqual(['Try again', 'Copy the command']);
      await expectNoViolations(page);
      return page;
    };

    it('without a certificate', { timeout: TEST_MS }, async () => {
      const page = await expectReason({}, 'got no answer from the node');
      const link = page.getByRole('link', { name: 'Open the address of the node' });
      expect(await link.getAttribute('href')).toBe(nodeOrigin(region, 'MK'));
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
      const retry = page.getByRole('button', { name: 'Try again' });
      const request = page.waitForRequest(`${nodeOrigin(region, 'MK')}/v1/own/trends?**`);
      await retry.focus();
      await page.keyboard.press('Enter');
      await request;
      await page.locator('.state-error').waitFor();
      expect(await retry.evaluate((button) => button.matches(':focus'))).toBe(true);
    });

    it('with a certificate of another organisation', {
      timeout: TEST_MS,
    }, async () => {
      await (await expectReason({ certificate: 'DRC' }, 'the certificate of DRC')).context().close();
    });

    it('without a sign-in for an organisation', { timeout: TEST_MS }, async () => {
      const { page, requests } = await openPage(region, {
        ...{ account: 'public', path: '/own#country=MK', context: withCertificate(region, 'MYLA') },
      });
      expect(await page.locator('[data-part=command]').count()).toBe(0);
      expect(await page.locator('.state-not-permitted').textContent()).toContain('Sign in');
      expect(requests.filter((url) => !url.startsWith(region.origin))).toEqual([]);
    });
  },
);
