import { setTimeout as wait } from 'node:timers/promises';
import type { Receipt } from '@waylight/contracts/intake';
import { RpcFailure } from '@waylight/service-kit/client';
import type { IntakeCalls } from '../connection/connect.ts';
import type { Kit } from '../kit.ts';

/** Between two attempts to get a lost connection back; the second wait is twice as long, and so on up to the last. */
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 10_000;
/** How many attempts in a row may fail. */
const MAX_ATTEMPTS = 20;

/**
 * A report's receipt as it is, then each time it changes. A stream that breaks is taken up from its last token; the
 * receipt is asked for again then, because a change may have come before the first token did.
 */
export async function* watchReceipt(
  intake: Pick<IntakeCalls, 'getReceipt' | 'watchReceipts'>,
  reportId: string,
  { printMessage, signal }: Pick<Kit, 'printMessage' | 'signal'>,
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
      if (!isConnectionLost(error) || failures > MAX_ATTEMPTS || lastMark === '') throw error;
      if (failures === 1) printMessage('the connection was lost; trying to get it back');
    }
    const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
    await wait(waitMs, undefined, { signal: endSignal });
  }
}

type Change = { readonly receipt: Receipt | undefined; readonly resumeToken: string };

/** Watches first and asks then, so that no change falls between the two. */
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
    // It is awaited below; until then its failure is nobody's.
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

/** What changes when there is something to tell. */
function markOf({ revision, state, releases }: Receipt): string {
  return `${revision} ${state} ${releases.join(' ')}`;
}

function isConnectionLost(error: unknown): boolean {
  return error instanceof RpcFailure && ['UNAVAILABLE', 'INTERNAL', 'UNKNOWN'].includes(error.code);
}
