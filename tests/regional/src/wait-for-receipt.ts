import type { ReceiptState } from '@waylight/contracts/intake';
import { waitFor } from '@waylight/testing';
import type { NodeClient, ProcessRegion } from '@waylight/tests-region';

const REACHED_MS = 60_000;
const TAIL = 2_000;

/** Waits for the state of a receipt. Throws with the actual state and the last logs of all processes. */
export async function waitForReceiptState(
  region: ProcessRegion,
  client: NodeClient,
  reportId: string,
  state: ReceiptState,
): Promise<void> {
  let last: unknown;
  const reached = async (): Promise<boolean> => {
    try {
      const receipt = await client.receipt(reportId);
      last = receipt.state;
      return receipt.state === state;
    } catch (error) {
      last = error;
      return false;
    }
  };
  await waitFor(`${reportId} to reach state ${state}`, reached, {
    deadlineMs: REACHED_MS,
    everyMs: 50,
  }).catch((cause) => {
    const logs = region.processes().map((one) => `${one.name}:\n${one.output().slice(-TAIL)}`);
    throw new Error(`${reportId} is at ${String(last)}, not ${state}\n${logs.join('\n')}`, { cause });
  });
}
