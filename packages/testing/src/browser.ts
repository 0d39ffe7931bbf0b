import { CookieJar } from 'tough-cookie';

const MAX_REDIRECTS = 10;
const NAVIGATION_HEADERS = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };

/** A browser without rendering: it sends HTTP requests with their origin, and stores cookies by the rules of browsers. */
export type Browser = {
  /** Requests a URL and follows redirects. */
  readonly visit: (url: string) => Promise<VisitedPage>;
  /** Submits the form of a page and follows redirects. */
  readonly submit: (page: VisitedPage, fields: Readonly<Record<string, string>>) => Promise<VisitedPage>;
  /** Sends a request like a script on a page at `from`, by default a page of the same origin. Does not follow redirects. */
  readonly fetch: (url: string, init?: RequestInit, from?: string) => Promise<Response>;
  /** Returns the Cookie header for a URL; empty if there are no cookies. */
  readonly cookies: (url: string) => Promise<string>;
  /** Stores a cookie as if this URL had set it. */
  readonly setCookie: (cookie: string, url: string) => Promise<void>;
};

export type VisitedPage = {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

export function createBrowser(): Browser {
  // `localhost` is secure, as in browsers, and rules of cookie prefixes apply.
  const jar = new CookieJar(undefined, { prefixSecurity: 'strict', allowSecureOnLocal: true });

  const send = async (url: string, init: RequestInit, isOtherSite = false): Promise<Response> => {
    const headers = new Headers(init.headers);
    const cookies = await jar.getCookieString(url, isOtherSite ? { sameSiteContext: 'none' } : {});
    if (cookies !== '') headers.set('cookie', cookies);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    return response;
  };
  const navigate = async (url: string, init: RequestInit): Promise<VisitedPage> => {
    let [response, at] = [await send(url, init), url];
    for (let n = 0; response.status >= 300 && response.status < 400; n += 1) {
      if (n === MAX_REDIRECTS) throw new Error(`more than ${MAX_REDIRECTS} redirects from ${url}`);
      at = new URL(response.headers.get('location') ?? '', at).href;
      await response.body?.cancel();
      response = await send(at, { headers: NAVIGATION_HEADERS });
    }
    return { url: at, status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    visit: (url) => navigate(url, { headers: NAVIGATION_HEADERS }),
    submit(page, fields) {
      const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1];
      if (action === undefined) throw new Error(`no form at ${page.url} (${page.status}): ${page.text}`);
      const headers = { ...NAVIGATION_HEADERS, origin: new URL(page.url).origin };
      const body = new URLSearchParams(fields);
      return navigate(new URL(action, page.url).href, { method: 'POST', headers, body });
    },
    fetch(url, init = {}, from = new URL(url).origin) {
      const site = siteOf(from, url);
      const headers = new Headers({
        'sec-fetch-site': site,
        ...Object.fromEntries(new Headers(init.headers)),
      });
      if (init.method !== undefined && init.method !== 'GET') headers.set('origin', from);
      return send(url, { ...init, headers }, site === 'cross-site');
    },
    cookies: (url) => jar.getCookieString(url),
    setCookie: async (cookie, url) => void (await jar.setCookie(cookie, url)),
  };
}

/** Returns the value of Sec-Fetch-Site. Another port of the same host is the same site. */
function siteOf(from: string, url: string): string {
  const [there, here] = [new URL(from), new URL(url)];
  if (there.origin === here.origin) return 'same-origin';
  return there.hostname === here.hostname ? 'same-site' : 'cross-site';
}
