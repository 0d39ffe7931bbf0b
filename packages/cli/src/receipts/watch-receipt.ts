import { setTimeout as wait } from 'node:timers/promises';
import type { Receipt } from '@waylight/contracts/intake';
import { RpcFailure } from '@waylight/service-kit/client';
import type { CommandContext } from '../command-context.ts';
import type { IntakeCalls } from '../connection/connect.ts';

/** The wait before the first attempt to reconnect. It doubles with each attempt, up to the maximum. */
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 10_000;
/** Maximum number of consecutive failed attempts. */
const MAX_ATTEMPTS = 20;

const RESTORED = 'the node was restored to an earlier time; watching from its current receipt';

/**
 * Yields a report's current receipt, then the receipt after each change. A broken stream resumes from its last token, or
 * without one if the node was restored. The receipt is then fetched again, because a change may have happened before the first
 * token.
 */
export async function* watchReceipt(
  intake: Pick<IntakeCalls, 'getReceipt' | 'watchReceipts'>,
  reportId: string,
  { printMessage, signal }: Pick<CommandContext, 'printMessage' | 'signal'>,
  timeoutSignal?: AbortSignal,
): AsyncGenerator<Receipt, void> {
  const endSignal = timeoutSignal === undefined ? signal : AbortSignal.any([signal, timeoutSignal]);
  let lastMark = '';
  let resumeToken = '';
  let failures = 0;
  while (true) {
    try {
      for await (const next of changes(intake, reportId, resumeToken, endSignal)) {
        failures = 0;
        if (next.resumeToken !== '') resumeToken = next.resumeToken;
        const { receipt } = next;
        const mark = receipt === undefined ? lastMark : markOf(receipt);
        if (receipt === undefined || mark === lastMark) continue;
        lastMark = mark;
        yield receipt;
      }
    } catch (error) {
      endSignal.throwIfAborted();
      failures += 1;
      const isRestored = error instanceof RpcFailure && error.code === 'OUT_OF_RANGE';
      if (!(isRestored || isConnectionLost(error)) || failures > MAX_ATTEMPTS || lastMark === '') throw error;
      if (isRestored) resumeToken = '';
      if (failures === 1) printMessage(isRestored ? RESTORED : 'the connection was lost; reconnecting');
    }
    const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
    await wait(waitMs, undefined, { signal: endSignal });
  }
}

type Change = { readonly receipt: Receipt | undefined; readonly resumeToken: string };

/** Opens the stream before it fetches the receipt, so that no change between the two is lost. */
async function* changes(
  intake: Pick<IntakeCalls, 'getReceipt' | 'watchReceipts'>,
  reportId: string,
  resumeToken: string,
  signal: AbortSignal,
): AsyncGenerator<Change, void> {
  const hungUp = new AbortController();
  const options = { timeoutMs: Number.POSITIVE_INFINITY, signal: AbortSignal.any([signal, hungUp.signal]) };
  const stream = intake.watchReceipts({ resumeToken, reportIds: [reportId] }, options);
  try {
    let next = stream.next();
    // The promise is awaited below. Without this handler, an earlier failure would end the process.
    next.catch(() => undefined);
    const { receipt } = await intake.getReceipt({ reportId }, { signal });
    yield { receipt, resumeToken: '' };
    for (;;) {
      const { value, done } = await next;
      if (done || value === undefined) return;
      yield value;
      next = stream.next();
      next.catch(() => undefined);
    }
  } finally {
    hungUp.abort();
  }
}

/** A key of the receipt. If the key differs, the receipt is reported again. */
function markOf({ revision, state, releases }: Receipt): string {
  return `${revision} ${state} ${releases.join(' ')}`;
}

function isConnectionLost(error: unknown): boolean {
  return error instanceof RpcFailure && ['UNAVAILABLE', 'INTERNAL', 'UNKNOWN'].includes(error.code);
}
