import { useEffect } from 'react';

/** Asks before words that are nowhere else are left behind: by closing, by loading anew, and by a link of the page. */
export function useGuard(isDirty: boolean, question: string): void {
  useEffect(() => {
    if (!isDirty) return;
    const leave = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (link === null || link.getAttribute('target') === '_blank') return;
      // A place in the same page is no leaving.
      if (link.getAttribute('href')?.startsWith('#') === true || confirm(question)) return;
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
