import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../api/questions.ts';
import type { Session } from '../api/schemas.ts';
import { currentPath, signInAddress, signOut } from '../api/sign-out.ts';
import { useChange } from '../api/use-change.ts';
import { useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';
import { leavePage } from '../ui/leave-page.ts';
import styles from './head.module.css';

/** The account of the reader, with sign-in or sign-out. */
export function Account() {
  const locale = useLocale();
  const { data: session } = useQuery(sessionQuery());
  if (session === undefined) return null;
  return (
    <div className={styles.account} data-part="account">
      <AccountName session={session} />
      {session.role === 'public' ? (
        session.signIn && (
          <a className="button" href={signInAddress(currentPath())}>
            {locale.t('session.signIn')}
          </a>
        )
      ) : (
        <SignOut session={session} />
      )}
    </div>
  );
}

const ROLE_TEXTS: Readonly<Record<Exclude<Session['role'], 'public'>, MessageId>> = {
  analyst: 'session.role.analyst',
  authority: 'session.role.authority',
  'data-protection-officer': 'session.role.officer',
  operator: 'session.role.operator',
};

/** Organisation or authority, then role and account. Analysts of one organisation differ in the account. */
function AccountName({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  const { role, name, organisation, accountName } = session;
  if (role === 'public') return <span>{t('session.public')}</span>;
  const of = name ?? organisation;
  // The name of an account may be its role.
  const account = accountName === role ? undefined : accountName;
  const details = [t(ROLE_TEXTS[role]), account].filter((text) => text !== undefined);
  return (
    <span className={styles.name}>
      {of === undefined ? (
        <strong>{details.join(' · ')}</strong>
      ) : (
        <>
          <strong>{of}</strong> <span>{details.join(' · ')}</span>
        </>
      )}
    </span>
  );
}

/** The way out, which leads over the provider's where it has one. */
function SignOut({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const { failed, run } = useChange();
  const leave = () =>
    run(async () => {
      const address = await signOut(session);
      // Nothing that was read with the session stays in this page.
      client.clear();
      location.assign(address ?? '/');
    });
  return (
    <>
      <button type="button" onClick={() => leavePage(() => void leave())}>
        {t('session.signOut')}
      </button>
      {failed !== undefined && <span role="alert">{t('session.signOutFailed')}</span>}
    </>
  );
}
