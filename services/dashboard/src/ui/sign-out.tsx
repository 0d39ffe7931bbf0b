import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { forgetView } from '../api/kept-view.ts';
import type { Session } from '../api/schemas.ts';
import { signOut } from '../api/sign-out.ts';
import { useLocale } from '../text/locale.tsx';

/** The way out, which leads over the provider's where it has one. */
export function SignOut({ session }: { readonly session: Session }) {
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
