import { readFileSync } from 'node:fs';
import type { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance } from 'fastify';

/** The content security policy allows style sheets of this origin only. It allows no inline styles. */
const STYLE_PATH = '/sign-in.css';
const STYLE = readFileSync(new URL('./sign-in-failure-page.css', import.meta.url), 'utf8');

/** Serves the style sheet of the page without authentication, because the page is for readers without a session. */
export function signInStyleRoute(server: FastifyInstance): void {
  server.get(STYLE_PATH, { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(STYLE),
  );
}

/** Renders a problem as a page. Its text is fixed, so it needs no escaping. It needs no built dashboard. */
export function renderSignInFailurePage({ problem: { title, detail } }: HttpProblemError): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>You are not signed in – Waylight</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<main>
<h1>You are not signed in</h1>
<p>${detail ?? title}</p>
<ul>
<li><a href="/sign-in">Sign in again</a></li>
<li><a href="/">Continue without signing in</a>. You can read everything that is public.</li>
</ul>
</main>
</body>
</html>
`;
}
