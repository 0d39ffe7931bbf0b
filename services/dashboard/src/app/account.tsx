import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/questions.ts';
import type { Session } from '../api/schemas.ts';
import { currentPath, signInAddress } from '../api/sign-out.ts';
import { useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';
import { SignOut } from '../ui/sign-out.tsx';

/** Who reads, and the way in or out. */
export function Account() {
  const locale = useLocale();
  const { data: session } = useQuery(sessionQuery());
  if (session === undefined) return null;
  return (
    <div className="account">
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

/** Organisation or authority, then role and account: analysts of one organisation differ in the account. */
function AccountName({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  const { role, name, organisation, accountName } = session;
  if (role === 'public') return <span>{t('session.public')}</span>;
  const of = name ?? organisation;
  const details = [t(ROLE_TEXTS[role]), accountName].filter((text) => text !== undefined);
  return (
    <span className="account-name">
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
