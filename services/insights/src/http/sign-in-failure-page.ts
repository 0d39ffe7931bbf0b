import type { HttpProblemError } from '@waylight/service-kit';

/** Says to a person why a sign-in came to nothing. What a problem says is a text of ours. */
export function renderSignInFailurePage({ problem: { title, detail } }: HttpProblemError): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>You are not signed in – Waylight</title>
</head>
<body>
<main>
<h1>You are not signed in</h1>
<p>${detail ?? title}</p>
<p><a href="/sign-in">Sign in again</a></p>
</main>
</body>
</html>
`;
}
