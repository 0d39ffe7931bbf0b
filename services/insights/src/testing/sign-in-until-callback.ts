import { type Browser, createBrowser } from '@waylight/testing';
import type { RegionInsights } from '@waylight/tests-region';

export type CallbackState = {
  readonly browser: Browser;
  /** The provider's redirect, which the browser has not followed yet. */
  readonly callback: string;
  /** The cookies that the browser would send with the redirect. A thief might have them too. */
  readonly cookies: string;
};

/** Signs in up to the provider's redirect. */
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
    if (next === null) throw new Error(`the provider does not redirect: ${response.status} at ${at}`);
    at = new URL(next, at).href;
    if (at.startsWith(`${origin}/`)) return { browser, callback: at, cookies: await browser.cookies(at) };
    response = await browser.fetch(at);
  }
}
