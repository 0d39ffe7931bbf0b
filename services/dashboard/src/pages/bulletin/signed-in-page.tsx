import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../api/questions.ts';
import type { Session } from '../../api/schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SignOut } from '../../ui/sign-out.tsx';
import { State } from '../../ui/state.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { useTextBeside } from './use-text-beside.ts';

/**
 * Where a sign-in leads that was begun beside an unsaved text: back to the other window, where the text is, or out again with an account
 * that has not begun it.
 */
export function SignedInPage() {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('bulletin.signedIn')} />
      <Answered query={session}>
        {(one) =>
          one.account === undefined ? (
            <ViewState kind="empty" cause="no-analyst" />
          ) : (
            <Landed key={one.account} session={one} />
          )
        }
      </Answered>
    </>
  );
}

function Landed({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  if (useTextBeside() === 'text-of-another')
    return (
      <State
        kind="not-permitted"
        role="alert"
        says={t('bulletin.signedIn.another')}
        next={t('bulletin.signedIn.another.next')}
      >
        <SignOut session={session} />
      </State>
    );
  return <State kind="done" says={t('bulletin.signedIn.done')} next={t('bulletin.signedIn.next')} />;
}
