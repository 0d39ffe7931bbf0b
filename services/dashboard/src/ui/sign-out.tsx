import { useQueryClient } from '@tanstack/react-query';
import { forgetView } from '../api/kept-view.ts';
import type { Session } from '../api/schemas.ts';
import { signOut } from '../api/sign-out.ts';
import { useChange } from '../api/use-change.ts';
import { useLocale } from '../text/locale.tsx';

/** The way out, which leads over the provider's where it has one. */
export function SignOut({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const { failed, run } = useChange();
  const leave = () =>
    run(async () => {
      const address = await signOut(session);
      // Nothing that was read with the session stays in this page, or on this device.
      client.clear();
      forgetView(localStorage);
      location.assign(address ?? '/');
    });
  return (
    <>
      <button type="button" onClick={() => void leave()}>
        {t('session.signOut')}
      </button>
      {failed !== undefined && <span role="alert">{t('session.signOutFailed')}</span>}
    </>
  );
}
