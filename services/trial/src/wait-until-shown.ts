import { Layer } from '@waylight/contracts/incident';
import { Unit } from '@waylight/contracts/trends';
import { type RunningTrial, waitUntil, withClientsOf } from './region-clients.ts';

const DEADLINE_MS = 120_000;

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
