import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../data/questions.ts';
import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { State } from '../../parts/state.tsx';
import { Answered, ViewState } from '../../parts/view-state.tsx';

/** Where a sign-in leads that was begun beside an unsaved text: back to the other window, where the text is. */
export function SignedInPage() {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('bulletin.signedIn')} />
      <Answered query={session}>
        {({ account }) =>
          account === undefined ? (
            <ViewState kind="empty" cause="no-analyst" />
          ) : (
            <State kind="done" says={t('bulletin.signedIn.says')} next={t('bulletin.signedIn.next')} />
          )
        }
      </Answered>
    </>
  );
}
