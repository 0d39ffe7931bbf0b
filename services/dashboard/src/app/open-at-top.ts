import type { AroundNavHandler } from 'wouter';
import { leavePage } from '../ui/leave-page.ts';

/**
 * Opens another page at its top, once unsaved text allows it. Choices on a page keep the position, and the browser restores it
 * after back and forward.
 */
export const openAtTop: AroundNavHandler = (navigate, to, options) =>
  leavePage(() => {
    const before = location.pathname;
    navigate(to, options);
    if (location.pathname !== before) scrollTo({ top: 0, behavior: 'instant' });
  });
