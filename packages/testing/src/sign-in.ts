import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, createBrowser, type VisitedPage } from './browser.ts';

export type Visitor = {
  readonly browser: Browser;
  /** The page at the end of the sign-in. */
  readonly landingPage: VisitedPage;
  /** Sends a request as a page of the service. With a body it is a POST by default, with the session's token. */
  readonly sendRequest: (path: string, body?: unknown, method?: string) => Promise<Response>;
};

export type SignInOptions = {
  /** The service's origin for browsers. */
  readonly baseUrl: string;
  readonly account: string;
  readonly password: string;
  readonly returnTo?: string;
  readonly browser?: Browser;
};

/** Signs in like a person: goes from the service to the provider's form, and back. */
export async function signIn(options: SignInOptions): Promise<Visitor> {
  const { baseUrl, account, password, returnTo, browser = createBrowser() } = options;
  const query = returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`;
  const form = await browser.visit(`${baseUrl}/sign-in${query}`);
  // If the browser has a session at the provider, the provider shows no form.
  const isIn = new URL(form.url).origin === baseUrl;
  const landingPage = isIn ? form : await browser.submit(form, { account, password });
  return {
    browser,
    landingPage,
    sendRequest: (path, body, method) => sendRequest(browser, baseUrl, path, body, method),
  };
}

async function sendRequest(
  browser: Browser,
  baseUrl: string,
  path: string,
  body: unknown,
  method = 'POST',
): Promise<Response> {
  const url = `${baseUrl}${path}`;
  if (body === undefined) return browser.fetch(url);
  const session: unknown = await (await browser.fetch(`${baseUrl}/v1/session`)).json();
  const token: unknown = Reflect.get(Object(session), 'csrfToken');
  return browser.fetch(url, {
    method,
    headers: { 'content-type': 'application/json', 'x-csrf-token': String(token) },
    body: JSON.stringify(body),
  });
}

/** Signs in to a trial region with one of its development accounts. */
export async function signInToTrial(dataDir: string, account: string): Promise<Visitor> {
  const { portOffset } = JSON.parse(await readFile(join(dataDir, 'region.json'), 'utf8'));
  const password = (await readFile(join(dataDir, 'certs', 'password'), 'utf8')).trim();
  return signIn({ baseUrl: `http://localhost:${8080 + Number(portOffset)}`, account, password });
}
