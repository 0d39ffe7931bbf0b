import { useEffect } from 'react';
import { signInAddress } from '../../api/sign-out.ts';
import { signedInPath } from './paths.ts';

const SIGN_IN = new URL(signInAddress('/'), location.origin).pathname;

/**
 * Asks before words that are nowhere else are left behind: by closing, by loading anew, by a link of the page, and by signing out. Signing
 * in leaves nothing behind: it is done in another window.
 */
export function useGuard(isDirty: boolean, question: string): void {
  useEffect(() => {
    if (!isDirty) return;
    const leave = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const way = event.target instanceof Element ? event.target.closest('a[href], [data-leaves]') : null;
      if (way === null || way.getAttribute('target') === '_blank') return;
      // A place in the same page is no leaving.
      if (way.getAttribute('href')?.startsWith('#') === true) return;
      const isSignIn = way instanceof HTMLAnchorElement && way.pathname === SIGN_IN;
      if (isSignIn) open(signInAddress(signedInPath), '_blank', 'noopener');
      else if (confirm(question)) return removeEventListener('beforeunload', leave);
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', leave);
    document.addEventListener('click', follow, { capture: true });
    return () => {
      removeEventListener('beforeunload', leave);
      document.removeEventListener('click', follow, { capture: true });
    };
  }, [isDirty, question]);
}
