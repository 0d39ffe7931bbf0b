import type { UseQueryResult } from '@tanstack/react-query';

/**
 * True while loading without an earlier failure: a message about a failure must not disappear during a retry. A disabled query
 * counts as loading while another part of the page fetches the same; it does not count here.
 */
export const isFirstTry = ({
  isEnabled,
  isLoading,
  failureCount,
  errorUpdateCount,
}: Pick<UseQueryResult, 'isEnabled' | 'isLoading' | 'failureCount' | 'errorUpdateCount'>): boolean =>
  isEnabled && isLoading && failureCount + errorUpdateCount === 0;
