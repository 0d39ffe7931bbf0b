import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { SERVICE_PORTS } from '@waylight/contracts';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';
import { type OpenedPage, type OpenOptions, openPage } from './open-page.ts';

/** Origin of the HTTP server of a node in the trial. */
export function nodeOrigin({ origin }: Pick<BrowserRegion, 'origin'>, country: NodeCountry): string {
  const offset = Number(new URL(origin).port) - SERVICE_PORTS.insightsHttp;
  return `https://127.0.0.1:${SERVICE_PORTS.intakeHttp[country] + offset}`;
}

/** Context options with the client certificate of an organisation for a node, or none. Server certificates of the trial are accepted. */
export function withCertificate(
  region: BrowserRegion,
  organisation: string | undefined,
  country: NodeCountry = 'MK',
): BrowserContextOptions {
  const path = (end: string) => join(region.dataDir, 'certs', 'organisations', `${organisation}.${end}`);
  const certificate = { origin: nodeOrigin(region, country), certPath: path('crt'), keyPath: path('key') };
  return {
    ignoreHTTPSErrors: true,
    ...(organisation === undefined ? {} : { clientCertificates: [certificate] }),
  };
}

/** Page of an account with several nodes, with one chosen. The fragment has the choices, so insights does not receive them. */
export const OWN_WITH_NODE = { path: '/own#country=RS', account: 'DRC' } as const;

export type OwnOptions = OpenOptions & {
  /** Organisation of the client certificate. */
  readonly certificate?: string;
  /** Query in the fragment of the URL. */
  readonly query?: string;
};

/** Opens the page of own numbers, requests them, and waits for numbers or an error. */
export async function openOwnNumbers(
  region: BrowserRegion,
  { certificate, query = 'country=MK', path = '/own', ...options }: OwnOptions = {},
): Promise<OpenedPage> {
  const opened = await openPage(region, {
    ...options,
    path: `${path}#${query}`,
    context: withCertificate(region, certificate),
  });
  const panel = opened.page.locator('section.panel:has(#numbers)');
  await panel.locator('.buttons button').click();
  await panel.locator('[data-part=own-numbers], .state-error').waitFor({ timeout: 30_000 });
  return opened;
}

export type Cell = Readonly<Record<string, string | number>>;

/** Numbers above 0 on the page, by period and column. */
export async function shownNumbers(page: Page): Promise<readonly string[]> {
  return page.locator('[data-part=own-numbers] table').evaluate((table) => {
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
