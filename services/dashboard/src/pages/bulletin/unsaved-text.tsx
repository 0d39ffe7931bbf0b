import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useLayoutEffect, useState } from 'react';
import { sessionQuery } from '../../api/questions.ts';
import { signInAddress } from '../../api/sign-out.ts';
import { ROUTES } from '../../model/routes.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { State } from '../../ui/state.tsx';
import { mayWrite } from './list-page.tsx';

export type Author = {
  /** Undefined if nobody may write here. */
  readonly account: string | undefined;
  /** Keeps the author while there is unsaved text. */
  readonly keep: (hasUnsaved: boolean) => void;
};

/** The account that writes. It stays while its text is not saved, even if its session ends. */
export function useAuthor(): Author {
  const { data: session } = useQuery(sessionQuery());
  const [keptAccount, setKeptAccount] = useState<string>();
  const account = keptAccount ?? (mayWrite(session) ? session?.account : undefined);
  const keep = useCallback(
    (hasUnsaved: boolean) => setKeptAccount(hasUnsaved ? account : undefined),
    [account],
  );
  return { account, keep };
}

/** Keeps the author of unsaved text. Renders the text, but hides it from other accounts. */
export function UnsavedText({
  author: { account, keep },
  hasUnsaved,
  children,
}: {
  readonly author: Author;
  readonly hasUnsaved: boolean;
  readonly children: (isOver: boolean) => ReactNode;
}) {
  const { t } = useLocale();
  const { data: session } = useQuery(sessionQuery());
  useLayoutEffect(() => keep(hasUnsaved), [keep, hasUnsaved]);
  if (session?.account !== undefined && session.account !== account)
    return <State kind="not-permitted" says={t('bulletin.others')} next={t('bulletin.others.next')} />;
  return <>{children(session?.account !== account)}</>;
}

/** The session has ended, and the text stays. The sign-in is in a new tab, because it would unload this page. */
export function SessionOver({ next }: { readonly next: MessageId }) {
  const { t } = useLocale();
  return (
    <State kind="not-permitted" role="alert" says={t('state.over')} next={t(next)}>
      <a className="button" href={signInAddress(ROUTES.bulletins.path)} target="_blank" rel="noopener">
        {t('bulletin.over.signIn')}
      </a>
    </State>
  );
}
