import { startSeparateRegion } from '@waylight/tests-separate-region';
import { runChild } from './children.ts';
import type { Figure } from './figures.ts';
import type { CountingResult, CountingSettings } from './processes/counting-client.ts';
import type { Parts, Sizes } from './sizes.ts';
import { ofRuns, quantile } from './statistics.ts';

/** How long a report takes from the answer at its node until the region's working state has it. */
export async function benchCounted(parts: Parts, sizes: Sizes): Promise<Figure[]> {
  const region = await startSeparateRegion({
    ...parts,
    countries: ['MK'],
    withInsights: false,
    partitions: sizes.partitions,
    // As it is deployed: the harness shortens this interval for tests.
    env: { aggregation: { WAYLIGHT_AGGREGATION_PROGRESS_INTERVAL: '250ms' } },
  });
  try {
    const halves: number[] = [];
    const tails: number[] = [];
    for (let run = 0; run < sizes.runs; run++) {
      const settings: CountingSettings = {
        address: `localhost:${region.ports.intake('MK')}`,
        tls: region.certificates.organisation('MYLA'),
        idPrefix: `bench-${run}`,
        rate: sizes.countedRate,
        seconds: sizes.countedSeconds,
      };
      const { acceptedToCountedMs } = await runChild<CountingResult>('counting-client', settings);
      const sorted = [...acceptedToCountedMs].sort((a, b) => a - b);
      halves.push(quantile(sorted, 0.5));
      tails.push(quantile(sorted, 0.99));
    }
    const how =
      `${sizes.countedRate} reports a second for ${sizes.countedSeconds} s at one node, as the client sees it by ` +
      'WatchReceipts; the aggregation tells nodes every 250 ms, as by default, what it has counted';
    return [
      { name: 'accepted to counted, p50', unit: 'ms', measured: ofRuns(halves), how },
      { name: 'accepted to counted, p99', unit: 'ms', measured: ofRuns(tails), how },
    ];
  } finally {
    await region.stop();
  }
}
