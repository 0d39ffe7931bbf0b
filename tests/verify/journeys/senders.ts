import type { NodeCountry } from '@waylight/contracts';
import { ReceiptState } from '@waylight/contracts/intake';
import { waitFor } from '@waylight/testing';
import { exampleDeath, type NodeClient } from '@waylight/tests-region';

/** gRPC's codes after which a sender tries again: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const RETRYABLE = [4, 8, 14];

export type Sent = {
  readonly country: NodeCountry;
  readonly ids: readonly string[];
  /** Codes of refused calls that must not occur while a part restarts. */
  readonly wrongCodes: readonly number[];
  readonly refused: number;
  /** The longest time between two accepted reports, in ms. */
  readonly longestGapMs: number;
};

const ANSWERED_MS = 180_000;

/** Sends one report after the other until it is stopped; repeats each until it is accepted, under the same id. */
export function startSender(client: NodeClient, prefix: string, pauseMs = 100): { stop(): Promise<Sent> } {
  let stopped = false;
  const ids: string[] = [];
  const wrongCodes: number[] = [];
  let refused = 0;
  let longestGapMs = 0;
  const send = async () => {
    let last = performance.now();
    for (let n = 0; !stopped; n++) {
      const id = `${prefix}-${n}`;
      await waitFor(
        `an answer to ${id}`,
        () =>
          client.submit(exampleDeath(id, client.country)).then(
            () => true,
            ({ code }: { code?: number }) => {
              refused += 1;
              const isRetryable = code !== undefined && RETRYABLE.includes(code);
              if (!isRetryable) wrongCodes.push(code ?? -1);
              // Repeating another refusal would not help.
              return !isRetryable;
            },
          ),
        { deadlineMs: ANSWERED_MS, everyMs: 100 },
      );
      ids.push(id);
      const now = performance.now();
      longestGapMs = Math.max(longestGapMs, now - last);
      last = now;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  // A failure is reported when the sender is stopped.
  const sending = Promise.allSettled([send()]);
  return {
    stop: async () => {
      stopped = true;
      const [ended] = await sending;
      if (ended.status === 'rejected') throw ended.reason;
      return { country: client.country, ids, wrongCodes, refused, longestGapMs };
    },
  };
}

/** Waits until the region has counted all these reports. */
export async function waitUntilCounted(
  client: NodeClient,
  ids: readonly string[],
  deadlineMs = 240_000,
): Promise<void> {
  for (const id of ids)
    await waitFor(
      `${id} of ${client.country} to be counted`,
      () =>
        client.receipt(id).then(
          ({ state }) => state === ReceiptState.COUNTED,
          () => false,
        ),
      { deadlineMs, everyMs: 200 },
    );
}

/** The answer once it has not changed for some seconds: changes of the log have arrived. */
export async function waitForStable(read: () => Promise<string>): Promise<string> {
  let last = await read();
  for (let same = 0; same < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const next = await read();
    same = next === last ? same + 1 : 0;
    last = next;
  }
  return last;
}
