import type { UseQueryResult } from '@tanstack/react-query';

/**
 * Is loading without a failure so far: what is shown after a failure must not disappear while it is fetched again. A disabled query
 * counts as loading while another part of the page fetches the same; nobody waits for it.
 */
export const isFirstTry = ({
  isEnabled,
  isLoading,
  failureCount,
  errorUpdateCount,
}: Pick<UseQueryResult, 'isEnabled' | 'isLoading' | 'failureCount' | 'errorUpdateCount'>): boolean =>
  isEnabled && isLoading && failureCount + errorUpdateCount === 0;
