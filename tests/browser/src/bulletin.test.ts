import { chromiumForTests } from '@waylight/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ariaOutline } from './aria-outline.ts';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import {
  addFigure,
  approve,
  beginBulletin,
  beginWithParts,
  freeze,
  partAt,
  readDraft,
  saved,
  textIn,
  writeDraft,
} from './bulletin-steps.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import {
  expectApprovalBelow,
  expectFreezing,
  expectListsComplete,
  expectStepDone,
  expectWayBelow,
} from './expect-approval.ts';
import { expectTaggedPdf, expectTwoPagesAndNotes } from './expect-pdf.ts';
import { expectSilentMarks } from './expect-silent-marks.ts';
import { publishBulletin } from './journeys.ts';
import { openMenu, openPage, untilSettled } from './open-page.ts';
import { printBulletin } from './print-bulletin.ts';

const found = chromiumForTests();
const PATIENT = { timeout: 360_000 };
const LIST = '/bulletins';
const COUNTRIES = ['Албанија', 'Босна и Херцеговина', 'Косово', 'Црна Гора', 'Северна Македонија', 'Србија'];
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('a bulletin', PATIENT, () => {
  it('is written with numbers from releases, approved by a second person, frozen, and printed as a tagged PDF', async () => {
    const { id, page } = await writeDraft(region, 'The borders');
    expect(await partAt(page, 1).getByLabel('Text').inputValue()).toContain('there were {{rs}} incidents');
    await page.getByLabel('Language of the bulletin').selectOption('mk');
    await saved(page);
    await readDraft(page);
    // The page speaks English, the bulletin its own language.
    expect(await textIn(page, 'article [title] > data')).toMatch(/^(0–4|околу \d+)/);
    expect(await textIn(page, 'article header > p:has(+ h1)')).toContain('нацрт');
    const typed = page.locator('section:has(#findings) ol');
    expect(await typed.locator('mark').allInnerTexts()).toEqual(['Serbia', '3', 'Monday']);
    // As its readers see it.
    for (const words of await typed.locator('q').allInnerTexts())
      expect(words).toMatch(/^In Serbia there were (0–4|околу\s\d+) incidents, 3 of them on Monday\.$/);
    // The table says what the words leave out.
    const counts = await page.locator('section:has(#numbers) ol > li').allInnerTexts();
    expect(counts).toHaveLength(1);
    for (const said of ['Country: Serbia', 'Reported incidents by country, ', 'country-month.'])
      expect(counts[0]).toContain(said);
    await expectWayBelow(page);
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    await expectStepDone(page, 'Submitted. A second person');
    await page.getByText('a second person of your organisation must').waitFor();
    expect(await textIn(page, 'main [role=status]')).toContain('submitted for approval');
    expect(await page.getByRole('button', { name: 'Approve this version' }).count()).toBe(0);

    const second = await openPage(region, { account: 'MYLA-2', path: `${LIST}/${id}` });
    const button = second.page.getByRole('button', { name: 'Approve this version' });
    // Not before it was said that the text was read, which stands above.
    expect(await button.isDisabled()).toBe(true);
    await second.page.getByText('Tick the box first.').waitFor();
    await expectNoViolations(second.page);
    await expectListsComplete(second.page);
    await expectApprovalBelow(second.page, button);
    await approve(second.page);
    await expectStepDone(second.page, 'Approved. Freeze it');
    await expectFreezing(second.page);
    expect(await second.page.getByRole('link', { name: 'Edit' }).count()).toBe(0);

    const reader = await openPage(region, { account: 'BCHR', path: LIST });
    // What the overview asks for, where signing in leads, may still be on its way before.
    const asked = reader.requests.length;
    await reader.page.getByRole('link', { name: 'The borders' }).click();
    await reader.page.waitForSelector('article');
    await untilSettled(reader.page);
    const article = await textIn(reader.page, 'article');
    for (const said of ['Земја', 'Косово*', 'Задебелените броеви', 'SHA-256'])
      expect(article).toContain(said);
    // How each of its sources is made, from the sentences that it holds.
    const method = reader.page.locator('article section:has(> ol)');
    for (const said of ['Објава на табелата country-month', 'Непристрасно', 'организациите членки'])
      expect(await method.textContent()).toContain(said);
    expect(await method.locator('[lang="en"]').count()).toBe(0);
    expect(article).not.toContain('на англиски');
    expect(article).not.toMatch(/\{\{|нацрт/);
    // What the parts of a bar are.
    expect(article).toContain('На лентата, пријавениот број е во бледиот дел');
    const head = await textIn(reader.page, 'article header');
    expect(head).toContain('Пробни податоци');
    // Under each of its two figures, on paper as well, and from what it holds: frozen, it asks nobody.
    await reader.page.emulateMedia({ media: 'print' });
    const silent = reader.page.locator('article .silent-note:visible');
    const said = await silent.allInnerTexts();
    expect(said).toEqual(
      said.map(() =>
        expect.stringMatching(
          /^(○ )?Без извештај за активности: .*Црна Гора.*само дека недостасуваат пријави/,
        ),
      ),
    );
    expect(said).toHaveLength(2);
    // The sign stands beside the country that was silent, and beside each border of it; the note says what it stands for.
    expect(said.map((note) => note.startsWith('○'))).toEqual([true, true]);
    await expectSilentMarks(reader.page, 'Црна Гора');
    const month = new Date(`${region.months.lastMonth}-01`).toLocaleString('mk', {
      month: 'long',
      timeZone: 'UTC',
    });
    expect(article).toContain(`Приказ 1. Пријавени инциденти по земја. ${month}`);
    // The releases are named, and checked by their ids.
    expect(article).toMatch(
      /Пријавени инциденти по земја, .*, за членките \(country-month\.\d{4}-\d\d\.partners\)/,
    );
    expect(reader.requests.slice(asked).filter((url) => url.includes('/v1/completeness'))).toEqual([]);
    await reader.page.emulateMedia({ media: null });
    // Every country stands in it, whatever is told of it.
    const missing = reader.page.locator('article section', { hasText: 'Целосност на пријавувањето' });
    const [told = ''] = await missing.allInnerTexts();
    for (const name of COUNTRIES) expect(told).toContain(name);
    expect(told).toContain('Косово*');

    const bytes = await printBulletin(reader.page, `${region.origin}${LIST}/${id}`);
    expectTaggedPdf(bytes, { language: 'mk', title: 'The borders' });
    for (const one of [page, second.page, reader.page]) await one.context().close();
  });

  it('has these headings and names for screen readers, in the editor and as it is read', async () => {
    const { page } = await writeDraft(region, 'Outline');
    expect(await ariaOutline(page.locator('main'))).toMatchSnapshot('editor');
    await readDraft(page);
    expect(await ariaOutline(page.locator('main'))).toMatchSnapshot('as read');
  });

  it('keeps the words of whoever was still writing when it was frozen', async () => {
    const { id, page } = await writeDraft(region, 'Frozen meanwhile');
    const other = await openPage(region, { path: `${LIST}/${id}` });
    await other.page.getByRole('button', { name: 'Submit for approval' }).click();
    await other.page.getByText('submitted for approval').first().waitFor();
    const second = await openPage(region, { account: 'MYLA-2', path: `${LIST}/${id}` });
    await approve(second.page);
    await freeze(second.page);
    const text = partAt(page, 1).getByLabel('Text');
    await text.fill('Too late.');
    await page.getByText('This was refused.').waitFor();
    expect(await textIn(page, '.state-error')).toContain('frozen');
    expect(await text.inputValue()).toBe('Too late.');
    for (const one of [page, other.page, second.page]) await one.context().close();
  });

  it('loses no key of its author who signs out in another tab, and is saved after the next sign-in', async () => {
    const { page } = await openPage(region, { path: LIST });
    await beginBulletin(page, 'Two tabs');
    const tab = await page.context().newPage();
    await tab.goto(region.origin);
    await page.route(`**/v1${LIST}/*`, (route) => route.abort());
    await partAt(page, 1).getByLabel('Text').pressSequentially('Written before, ');
    await page.getByText('You have unsaved changes.').waitFor();
    // Later pages need a session of their own.
    region.sessions.clear();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Your session has ended.').waitFor();
    // The keys go to the field that has the focus.
    await page.keyboard.type('and after.');
    await page.unrouteAll();
    await page.getByRole('link', { name: 'Sign in in a new tab' }).click();
    await saved(page);
    expect(await partAt(page, 1).getByLabel('Text').inputValue()).toBe('Written before, and after.');
  });

  it('prints as an article: no navigation, light, and the same for a page in dark colours', async () => {
    const { id, page } = await writeDraft(region, 'On paper');
    // The widest that there is.
    await addFigure(page, 'Reported incidents by person group, monthly');
    await saved(page);
    await page.context().close();
    const dark = await openPage(region, { path: `${LIST}/${id}`, colours: 'dark' });
    await dark.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const hidden of ['nav', '#app > header', '#app > footer', '#findings', '.actions'])
      expect([hidden, await dark.page.locator(hidden).first().isVisible()]).toEqual([hidden, false]);
    const colours = await dark.page
      .locator('article')
      .evaluate((one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]);
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    // A draft says on paper that it is one.
    expect(await textIn(dark.page, 'article header > p:has(+ h1)')).toContain('Not frozen');
    // A4 less its margins, at 96 pixels an inch: what scrolls on a screen is cut off on paper.
    await dark.page.setViewportSize({ width: 657, height: 900 });
    const cut = await dark.page
      .locator('article table')
      .evaluateAll((tables) =>
        tables.map((one) => one.scrollWidth > (one.closest('article')?.clientWidth ?? 0)),
      );
    expect(cut).toEqual(cut.map(() => false));
    expect(cut.length).toBeGreaterThan(1);
  });

  it('draws the month of a silence dashed, marks it in the table below, and says what is dashed', async () => {
    const { page } = await openPage(region, { path: LIST });
    await beginBulletin(page, 'The year');
    await addFigure(page, 'Whole region, last twelve months');
    await saved(page);
    await readDraft(page);
    const figure = page.locator('article [data-part=figure]');
    const spans = figure.locator('svg[role=img] rect');
    const dashed = await spans.evaluateAll((all) => all.map((one) => one.hasAttribute('data-silent')));
    expect(dashed.at(-1)).toBe(true);
    expect(dashed).toContain(false);
    // The same months, in the order of the table.
    const marked = await figure
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('th .silent-mark') !== null));
    expect(marked).toEqual(dashed);
    const note = page.locator('article ol > li', {
      hasText: 'Dashed: a country that sent no activity report',
    });
    // The figure refers to the note by its number.
    expect(await figure.locator(`h2 a[href="#${await note.getAttribute('id')}"]`).count()).toBe(1);
  });

  it('of a quarter says what came late, and draws a map with its numbers under it', async () => {
    const { page } = await openPage(region, { path: LIST });
    await beginBulletin(page, 'The quarter', 'quarter');
    await addFigure(page, 'Reported incidents by country, quarterly');
    await partAt(page, 2).getByLabel('Shown as').selectOption('map');
    await addFigure(page, 'Late reports and corrections: Reported incidents by country, quarterly');
    await saved(page);
    await readDraft(page);
    expect(await page.locator('article [data-map] circle').count()).toBe(6);
    const tables = page.locator('article table');
    expect(await tables.first().locator('tbody tr').count()).toBe(7);
    expect(await textIn(page, 'article')).toMatch(
      /Total: [+−]?\d+\. Rounding alone can explain up to ±\d+\./,
    );
    for (const cell of await tables.last().locator('tbody td').allInnerTexts())
      expect(cell).toMatch(/^([+−]?\d+|±\d+)$/);
  });

  it('begins with the parts that its period and its readers have, in its own language, and can be saved so', async () => {
    const { page } = await openPage(region, { path: `${LIST}/new` });
    const options = page.getByRole('combobox', { name: 'Period', exact: true }).locator('option');
    const ids = await options.evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''));
    const newestOf = (id: RegExp) => ids.find((one) => id.test(one)) ?? '';
    const figures = page.locator('article [data-part=figure]');
    for (const [period, parts] of [
      [newestOf(/Q/), 3],
      [newestOf(/W/), 1],
    ] as const) {
      await beginWithParts(page, { period, audience: 'partners' });
      await figures.first().waitFor();
      expect([period, await figures.count()]).toEqual([period, parts]);
      expect(await textIn(page, 'article [data-part=text]')).toMatch(/(about\s\d+|0–4)/);
    }
    // Of a month, in the language that it is for; its title is what it is, and nobody has to write one.
    await beginWithParts(page, { period: ids[0] ?? '', audience: 'partners', language: 'mk' });
    await page.locator('article[lang=mk]').waitFor();
    expect(await textIn(page, 'article h1')).toBe('Месечен билтен за пријавени инциденти');
    await page.locator('#findings').waitFor();
    // What is marked are names of countries, which authors put into the right form.
    for (const places of await page.locator('section:has(#findings) mark').allInnerTexts())
      for (const place of places.split(', ')) expect(COUNTRIES).toContain(place.replace('*', ''));
    await expectTwoPagesAndNotes(page);
    // The public reads nothing of months: there is nothing to read, and its author begins to write.
    await page.goto(`${region.origin}${LIST}/new`);
    await page.getByRole('combobox', { name: 'Audience' }).selectOption('public');
    await page.getByText('No numbers of this period are released to this audience yet').waitFor();
    await page.getByRole('button', { name: 'Create draft' }).click();
    await page.waitForURL(/view=edit/);
  });

  it('is written by keyboard alone', async () => {
    const { page } = await openPage(region, { path: `${LIST}/new` });
    await page.getByLabel('Start with').focus();
    await page.keyboard.press('ArrowDown');
    const title = page.getByLabel('Title');
    await title.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('By keys');
    await page.keyboard.press('Enter');
    await page.waitForURL(/view=edit/);
    await untilSettled(page);
    const part = partAt(page, 1);
    await part.getByLabel('Text').focus();
    await page.keyboard.type('In all ');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const put = part.getByRole('button', { name: 'Insert at the cursor' });
    await put.waitFor();
    for (let n = 0; n < 12 && !(await put.evaluate((one) => one === document.activeElement)); n += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await page.keyboard.type(' incidents.');
    expect(await part.getByLabel('Text').inputValue()).toBe('In all {{all}} incidents.');
  });

  it('is accessible in light and dark, edited and read, and fits 360 pixels', async () => {
    const { id, page } = await writeDraft(region, 'Seen in both colours');
    await page.context().close();
    for (const path of [`${LIST}/new`, `${LIST}/${id}`, `${LIST}/${id}?view=edit`]) {
      const one = await openPage(region, { path, width: 360 });
      for (const summary of await one.page.locator('summary').all()) await summary.click();
      await untilSettled(one.page);
      await expectNoViolations(one.page, 'light', 'dark');
      await openMenu(one.page);
      await expectNarrow(one.page, path);
      expect(one.complaints).toEqual([]);
      await one.page.context().close();
    }
  });

  it('for the public is read without sign-in once it is frozen, with its fingerprint and nothing to press but print', () =>
    publishBulletin(region));
});
