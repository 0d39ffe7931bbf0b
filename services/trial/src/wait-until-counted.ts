import type { NodeCountry } from '@waylight/contracts';
import { Layer } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { Unit } from '@waylight/contracts/trends';
import { type RunningTrial, waitUntil, withClientsOf } from './region-clients.ts';

const DEADLINE_MS = 120_000;

/**
 * Waits until all shared reports of these organisations are counted. A period that closed earlier would omit some
 * reports; these would count only in the next longer period.
 */
export async function waitUntilCounted(
  trial: RunningTrial,
  senders: Iterable<{ readonly node: NodeCountry; readonly organisation: string }>,
): Promise<void> {
  const signal = AbortSignal.any([trial.signal, AbortSignal.timeout(DEADLINE_MS)]);
  for (const { node, organisation } of senders)
    await withClientsOf(organisation, { ...trial, signal }, async ({ intake }) => {
      const calls = await intake(node);
      await waitUntil(signal, async () => {
        const { reports } = await calls.listReports({
          pageSize: 1_000,
          pageToken: '',
          reportIds: [],
          importId: '',
          states: [ReceiptState.ACCEPTED, ReceiptState.LOGGED],
          occurredFrom: '',
          occurredTo: '',
        });
        return reports.every(({ shareWith }) => shareWith === 'organisation');
      });
    });
}

/** Waits until insights answers with this many incidents of the public record, so that the first query has a result. */
export async function waitUntilShown(trial: RunningTrial, incidents: number): Promise<void> {
  const signal = AbortSignal.any([trial.signal, AbortSignal.timeout(DEADLINE_MS)]);
  await withClientsOf('DRC', { ...trial, signal }, ({ insights }) =>
    waitUntil(signal, async () => {
      const { result } = await insights.getTrends({
        question: {
          layer: Layer.PUBLIC_RECORD,
          unit: Unit.INCIDENTS,
          by: [],
          period: 0,
          from: '',
          to: '',
          filters: [],
        },
      });
      return result?.$case === 'answer' && (result.value.cells[0]?.value ?? 0) >= incidents;
    }),
  );
}
