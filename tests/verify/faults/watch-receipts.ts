import { setTimeout as delay } from 'node:timers/promises';
import type { IntakeServiceClient, WatchReceiptsResponse } from '@waylight/contracts/intake';
import { toSeenReceipt } from './client-calls.ts';
import type { ReceiptSighting, ReportName } from './history.ts';

const AGAIN_MS = 200;

/** Watches all receipts of an organisation at a node, and continues with the resume token after every interruption. */
export async function watchReceipts(
  client: IntakeServiceClient,
  name: Omit<ReportName, 'reportId'>,
  sighting: (one: ReceiptSighting) => void,
  signal: AbortSignal,
): Promise<void> {
  let resumeToken = '';
  while (!signal.aborted) {
    const invokedAt = performance.now();
    await new Promise<void>((resolve) => {
      const stream = client.watchReceipts({ resumeToken, reportIds: [] });
      const end = () => {
        stream.cancel();
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
      stream.on('data', ({ receipt, resumeToken: token }: WatchReceiptsResponse) => {
        resumeToken = token;
        if (receipt === undefined) return;
        sighting({
          ...name,
          reportId: receipt.reportId,
          process: `watcher of ${name.organisation} at ${name.country}`,
          by: 'watch',
          ...toSeenReceipt(receipt),
          invokedAt,
          endedAt: performance.now(),
        });
      });
      stream.on('error', resolve);
      stream.on('end', resolve);
    });
    await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}
