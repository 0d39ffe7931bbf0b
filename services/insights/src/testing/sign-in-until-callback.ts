import { type Browser, createBrowser } from '@waylight/testing';
import type { RegionInsights } from '@waylight/tests-region';

export type CallbackState = {
  readonly browser: Browser;
  /** Where the provider sends the browser, which has not gone there yet. */
  readonly callback: string;
  /** The cookies that belong to it, as a thief might have them as well. */
  readonly cookies: string;
};

/** Signs in up to the moment in which the provider sends people back. */
export async function signInUntilCallback(
  { origin, provider }: RegionInsights,
  account: string,
  browser: Browser = createBrowser(),
): Promise<CallbackState> {
  const form = await browser.visit(`${origin}/sign-in`);
  const action = /<form[^>]* action="([^"]+)"/.exec(form.text)?.[1] ?? '';
  let at = new URL(action, form.url).href;
  let response = await browser.fetch(at, {
    method: 'POST',
    body: new URLSearchParams({ account, password: provider.password }),
  });
  for (;;) {
    const next = response.headers.get('location');
    if (next === null) throw new Error(`the provider leads nowhere: ${response.status} at ${at}`);
    at = new URL(next, at).href;
    if (at.startsWith(`${origin}/`)) return { browser, callback: at, cookies: await browser.cookies(at) };
    response = await browser.fetch(at);
  }
}
