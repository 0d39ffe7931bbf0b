import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../data/questions.ts';
import type { Session } from '../data/schemas.ts';
import { signInAddress } from '../data/sign-out.ts';
import { type Locale, useLocale } from '../language/locale.tsx';
import { currentPath } from '../parts/current-path.ts';
import { SignOut } from '../parts/sign-out.tsx';

/** Who reads, and the way in or out. */
export function Account() {
  const locale = useLocale();
  const { data: session } = useQuery(sessionQuery());
  if (session === undefined) return null;
  return (
    <div className="account">
      <span>{nameOf(session, locale)}</span>
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

function nameOf({ role, organisation }: Session, { t }: Locale): string {
  switch (role) {
    case 'public':
      return t('session.public');
    case 'analyst':
      return t('session.analyst', { organisation: organisation ?? '' });
    case 'authority':
      return t('session.role.authority');
    case 'data-protection-officer':
      return t('session.role.officer');
    case 'operator':
      return t('session.role.operator');
    default:
      return role satisfies never;
  }
}
