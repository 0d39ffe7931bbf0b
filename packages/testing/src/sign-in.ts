import { type Browser, createBrowser, type VisitedPage } from './browser.ts';

export type Visitor = {
  readonly browser: Browser;
  /** Where the sign-in ended. */
  readonly landingPage: VisitedPage;
  /** One request of a page of the service; with a body it is a POST, or another method, with the session's token. */
  readonly sendRequest: (path: string, body?: unknown, method?: string) => Promise<Response>;
};

export type SignInOptions = {
  /** Where the service is, as browsers find it. */
  readonly baseUrl: string;
  readonly account: string;
  readonly password: string;
  readonly returnTo?: string;
  readonly browser?: Browser;
};

/** Signs in as a person does: from the service to the provider's form, and back with whatever comes of it. */
export async function signIn(options: SignInOptions): Promise<Visitor> {
  const { baseUrl, account, password, returnTo, browser = createBrowser() } = options;
  const query = returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`;
  const form = await browser.visit(`${baseUrl}/sign-in${query}`);
  // A browser that has signed in at the provider before is not asked again.
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
