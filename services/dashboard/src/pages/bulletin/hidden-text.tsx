import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../api/questions.ts';
import { signInAddress } from '../../api/sign-out.ts';
import { useLocale } from '../../text/locale.tsx';
import { State } from '../../ui/state.tsx';
import { signedInPath } from './paths.ts';

/** While the author signs in in another window, which can tell this one nothing before its page is there. */
const LOOK_AGAIN_MS = 3_000;

/** In the place of an unsaved text whose author has no session: that it is kept, and how she comes back to it. No word of it is shown. */
export function HiddenText({ why }: { readonly why: 'over' | 'another' }) {
  const { t } = useLocale();
  // Where another has signed in, each look would be a use of their session: it would not end.
  const refetchInterval = why === 'over' && LOOK_AGAIN_MS;
  useQuery({ ...sessionQuery(), staleTime: 0, refetchInterval });
  if (why === 'another')
    return (
      <State
        kind="not-permitted"
        role="alert"
        says={t('bulletin.hidden.another')}
        next={t('bulletin.hidden.another.next')}
      >
        <InNewWindow href={signedInPath} />
      </State>
    );
  return (
    <State kind="not-permitted" role="alert" says={t('state.over')} next={t('bulletin.hidden.next')}>
      <InNewWindow href={signInAddress(signedInPath)} />
    </State>
  );
}

/** Where another account has to go out first, the page there offers that. */
function InNewWindow({ href }: { readonly href: string }) {
  const { t } = useLocale();
  return (
    <a className="button" href={href} target="_blank" rel="noopener">
      {t('bulletin.hidden.signIn')}
    </a>
  );
}
