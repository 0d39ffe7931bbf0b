import { AppendError, LogError } from '@waylight/event-log';
import type { TransientOf } from '@waylight/service-kit';
import { ViewStoreUnavailableError } from '@waylight/view-store';
import { LeaseLostError } from './tasks/leader-task.ts';

const RETRY_AFTER_MS = 5_000;

/** What an operator need only ask for again: all that is done here may be repeated. */
export const transientOf: TransientOf = (error) => {
  const message = transientMessage(error);
  return message === undefined ? undefined : { message, retryAfterMs: RETRY_AFTER_MS };
};

function transientMessage(error: unknown): string | undefined {
  if (error instanceof ViewStoreUnavailableError) return "the region's store does not answer";
  if (error instanceof AppendError || (error instanceof LogError && error.code === 'unavailable'))
    return "the region's log does not answer";
  if (error instanceof LeaseLostError) return 'another process has taken this over meanwhile';
  return undefined;
}
