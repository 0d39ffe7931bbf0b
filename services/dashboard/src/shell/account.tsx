import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery } from '../data/questions.ts';
import type { Session } from '../data/schemas.ts';
import { signInAddress, signOut } from '../data/sign-out.ts';
import { type Locale, useLocale } from '../language/locale.tsx';
import { forgetView } from '../offline/forget-view.ts';
import { currentPath } from '../parts/current-path.ts';

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

function SignOut({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const [hasFailed, setFailed] = useState(false);
  const leave = async () => {
    try {
      const address = await signOut(session);
      // Nothing that was read with the session stays in this page, or on this device.
      client.clear();
      forgetView(localStorage);
      location.assign(address ?? '/');
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <button type="button" data-leaves onClick={() => void leave()}>
        {t('session.signOut')}
      </button>
      {hasFailed && <span role="alert">{t('session.signOutFailed')}</span>}
    </>
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
