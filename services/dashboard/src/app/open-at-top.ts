import type { AroundNavHandler } from 'wouter';

/** Opens another page at its top. Choices on a page keep the position, and the browser restores it after back and forward. */
export const openAtTop: AroundNavHandler = (navigate, to, options) => {
  const before = location.pathname;
  navigate(to, options);
  if (location.pathname !== before) scrollTo({ top: 0, behavior: 'instant' });
};
