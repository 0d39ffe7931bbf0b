import type { UseQueryResult } from '@tanstack/react-query';

/** Without an answer and without a failure so far. What is shown after a failure must not disappear while it is asked again. */
export const isFirstTry = ({
  isLoading,
  failureCount,
  errorUpdateCount,
}: Pick<UseQueryResult, 'isLoading' | 'failureCount' | 'errorUpdateCount'>): boolean =>
  isLoading && failureCount + errorUpdateCount === 0;
