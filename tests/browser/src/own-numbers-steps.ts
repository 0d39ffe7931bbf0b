import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { SERVICE_PORTS } from '@waylight/contracts';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';
import { type OpenedPage, type OpenOptions, openPage } from './open-page.ts';

/** Where a trial's node answers browsers. */
export function nodeDoor({ origin }: Pick<BrowserRegion, 'origin'>, country: NodeCountry): string {
  const offset = Number(new URL(origin).port) - SERVICE_PORTS.insightsHttp;
  return `https://127.0.0.1:${SERVICE_PORTS.intakeHttp[country] + offset}`;
}

/** A browser that has an organisation's certificate for a node, or none; of servers it takes those of the trial. */
export function withCertificate(
  region: BrowserRegion,
  organisation: string | undefined,
  country: NodeCountry = 'MK',
): BrowserContextOptions {
  const path = (end: string) => join(region.dataDir, 'certs', 'organisations', `${organisation}.${end}`);
  const certificate = { origin: nodeDoor(region, country), certPath: path('crt'), keyPath: path('key') };
  return {
    ignoreHTTPSErrors: true,
    ...(organisation === undefined ? {} : { clientCertificates: [certificate] }),
  };
}

/** The page of somebody who has a choice of nodes, and has chosen. Choices stand behind the #, where insights does not learn them. */
export const OWN_CHOSEN = { path: '/own#country=RS', account: 'DRC' } as const;

export type OwnOptions = OpenOptions & {
  /** Whose certificate the browser has. */
  readonly certificate?: string;
  /** What is asked, as the address has it. */
  readonly question?: string;
};

/** The page of own numbers with an answer on it, whichever that is. */
export async function askOwnNumbers(
  region: BrowserRegion,
  { certificate, question = 'country=MK', path = '/own', ...options }: OwnOptions = {},
): Promise<OpenedPage> {
  const opened = await openPage(region, {
    ...options,
    path: `${path}#${question}`,
    context: withCertificate(region, certificate),
  });
  const panel = opened.page.locator('section.panel:has(#numbers)');
  await panel.locator('.buttons button').click();
  await panel.locator('.own-numbers, .state-error').waitFor({ timeout: 30_000 });
  return opened;
}

export type Cell = Readonly<Record<string, string | number>>;

/** The numbers on the page by period and column, those above 0. */
export async function shownNumbers(page: Page): Promise<readonly string[]> {
  return page.locator('.own-numbers table').evaluate((table) => {
    const keys = [...table.querySelectorAll('thead th')].map((cell) => cell.getAttribute('data-key'));
    return [...table.querySelectorAll('tbody tr')]
      .flatMap((row) =>
        [...row.querySelectorAll('td')].map(
          (cell, index) => `${row.getAttribute('data-key')} ${keys[index + 1]} ${cell.textContent}`,
        ),
      )
      .filter((text) => !text.endsWith(' 0'))
      .sort();
  });
}

export const numbersOf = (cells: readonly Cell[], by: string | undefined): readonly string[] =>
  cells.map((cell) => `${cell.period} ${by === undefined ? 'value' : cell[by]} ${cell.value}`).sort();
