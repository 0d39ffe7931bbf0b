import type { Account } from './accounts.ts';

/** A page without scripts, styles or other resources. `body` is HTML. */
export function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – Waylight trial</title>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** The sign-in form. `wrong`: the last attempt had a wrong password. */
export function signInPage(action: string, accounts: readonly Account[], wrong: boolean): string {
  const options = accounts.map(
    ({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`,
  );
  const problem = '<p id="problem" role="alert">Wrong password.</p>';
  const described = wrong
    ? ' aria-invalid="true" aria-describedby="problem where"'
    : ' aria-describedby="where"';
  return renderPage(
    'Sign in to the trial',
    `<p>Development accounts on this machine only. Reports of organisations are simulated; the public record is not.</p>
${wrong ? problem : ''}
<form method="post" action="${escapeHtml(action)}">
<p><label for="account">Account</label><br>
<select id="account" name="account" required>${options.join('')}</select></p>
<p><label for="password">Password</label><br>
<input id="password" name="password" type="password" autocomplete="current-password" required${described}></p>
<p id="where">npm start printed the password, or the path of its file. It is the same for all accounts.</p>
<p><button type="submit">Sign in</button></p>
</form>`,
  );
}

/** The sign-out page. `form` is the form of oidc-provider; the buttons refer to it by its id. */
export function signOutPage(form: string): string {
  return renderPage(
    'Sign out',
    `${form}
<p>Do you want to sign out of the trial’s provider as well?</p>
<p><button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button></p>`,
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
