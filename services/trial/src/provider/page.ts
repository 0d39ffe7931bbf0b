import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BASE_STYLE_FILES, LANGUAGE_NAMES, MARK_FILE } from '@waylight/dashboard';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import type { Locale, TextName } from './texts.ts';

const STYLE = [...BASE_STYLE_FILES, new URL('./sign-in.css', import.meta.url)]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const MARK = `data:image/svg+xml;base64,${readFileSync(MARK_FILE, 'base64')}`;

/** The content security policy of all pages: no scripts, no other resources, forms only to this provider and to insights. */
export const contentPolicy = (clientOrigin: string): string =>
  [
    `default-src 'none'`,
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    'img-src data:',
    `form-action 'self' ${clientOrigin}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/** A page without scripts. `body` is HTML. `path` leads to the same page in another language; not every page has one. */
export function renderPage(locale: Locale, title: string, body: string, path?: string): string {
  const { language, t } = locale;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – Waylight</title>
<link rel="icon" href="${MARK}">
<style>${STYLE}</style>
</head>
<body>
<header class="bar">
<p class="product"><img src="${MARK}" alt="" width="28" height="28">
<span><strong>Waylight</strong><span class="tagline">${escapeHtml(t('tagline'))}</span></span></p>
${path === undefined ? '' : renderLanguages(locale, path)}
</header>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function renderLanguages({ language, t }: Locale, path: string): string {
  const links = LANGUAGES.map((one) => {
    const current = one === language ? ' aria-current="true"' : '';
    return `<a href="${escapeHtml(path)}?lang=${one}" lang="${one}"${current}>${LANGUAGE_NAMES[one]}</a>`;
  });
  return `<nav class="languages" aria-label="${escapeHtml(t('languages'))}">${links.join('\n')}</nav>`;
}

export type Notice = {
  readonly title: string;
  readonly reason: string;
  readonly link?: { readonly url: string; readonly text: string };
};

export function renderNotice(locale: Locale, { title, reason, link }: Notice): string {
  const next =
    link === undefined ? '' : `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.text)}</a></p>`;
  return renderPage(locale, title, `<p>${escapeHtml(reason)}</p>\n${next}`);
}

/** The sign-out page. `form` is the form of oidc-provider, which gets the question and the buttons. */
export function renderSignOut(locale: Locale, form: string): string {
  const text = (name: TextName): string => escapeHtml(locale.t(name));
  const controls = `<p>${text('signOutQuestion')}</p>
<p><button type="submit" class="button" name="logout" value="yes">${text('signOut')}</button>
<button type="submit">${text('staySignedIn')}</button></p>`;
  return renderPage(
    locale,
    locale.t('signOut'),
    form.replace('</form>', () => `${controls}</form>`),
  );
}

export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}
