import type { Account } from './accounts.ts';
import { escapeHtml, renderPage } from './page.ts';
import type { Locale } from './texts.ts';

/** The form of a sign-in. `chosen` is the account of a failed attempt. */
export function renderSignIn(
  locale: Locale,
  path: string,
  accounts: readonly Account[],
  chosen: string | undefined,
): string {
  const { language, t } = locale;
  const text = (...named: Parameters<Locale['t']>): string => escapeHtml(t(...named));
  const selected = chosen ?? accounts[0]?.id;
  const radio = ({ id }: Account, label: string): string =>
    `<label class="account"><input type="radio" name="account" value="${escapeHtml(id)}" required${
      id === selected ? ' checked' : ''
    }> ${label}</label>`;
  const byOrganisation = Map.groupBy(
    accounts.filter(({ role }) => role === 'analyst' || role === 'secondAnalyst'),
    ({ of }) => of?.id ?? '',
  );
  const network = accounts.filter(({ of }) => of?.isNetwork);
  const isNetworkChosen = network.some(({ id }) => id === selected);
  const members = [...byOrganisation.values()]
    .filter(([first]) => !first?.of?.isNetwork)
    .map(
      (ofOne) => `<fieldset><legend>${escapeHtml(organisationText(ofOne[0]))}</legend>
${ofOne.map((account) => radio(account, text(account.role))).join('\n')}</fieldset>`,
    );
  const others = accounts
    .filter(({ id }) => ![...byOrganisation.values()].flat().some((one) => one.id === id))
    .map((account) =>
      radio(account, [t(account.role), nameOf(account)].filter(Boolean).map(escapeHtml).join(': ')),
    );
  return renderPage(
    locale,
    t('signIn'),
    `<p>${text('intro')}</p>
<form method="post" action="${escapeHtml(path)}?lang=${language}">
${chosen === undefined ? '' : `<p id="problem" role="alert">${text('wrongPassword')}</p>`}
<h2>${text('members')}</h2>
${members.join('\n')}
${network.length === 0 ? '' : networkHtml(isNetworkChosen)}
<h2>${text('others')}</h2>
<div class="list">${others.join('\n')}</div>
<p class="enter"><label>${text('password')}
<input name="password" type="password" autocomplete="current-password" required aria-describedby="hint"${
      chosen === undefined ? '' : ' aria-invalid="true" aria-errormessage="problem"'
    }></label>
<button type="submit" class="button">${text('submit')}</button></p>
<p class="hint" id="hint">${text('passwordHint', { command: 'npm start' })}</p>
</form>`,
    path,
  );

  function networkHtml(isOpen: boolean): string {
    return `<details${isOpen ? ' open' : ''}><summary>${text('network', { count: String(network.length) })}</summary>
<div class="list">${network.map((account) => radio(account, escapeHtml(organisationText(account)))).join('\n')}</div>
</details>`;
  }
}

const nameOf = ({ of }: Account): string => of?.name ?? of?.id ?? '';

/** An organisation by its id, which numbers and commands use, and its name. */
const organisationText = (account: Account | undefined): string =>
  [...new Set([account?.of?.id, account?.of?.name])].filter(Boolean).join(', ');
