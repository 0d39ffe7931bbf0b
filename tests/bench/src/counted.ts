import { startSeparateRegion } from '@waylight/tests-separate-region';
import { bench } from './bench.ts';
import { runChild } from './children.ts';
import type { Figure } from './figures.ts';
import type { Parts } from './parts.ts';
import type { CountingResult, CountingSettings } from './processes/counting-client.ts';
import { ofRuns, quantile } from './statistics.ts';

/** How long a report takes from the answer at its node until the region's working state has it. */
export const counted = bench({
  about: 'the time from the answer to a report until the region counts it',
  gives: ['accepted to counted, p50', 'accepted to counted, p99'],
  sizes: {
    countedRate: { usual: 50, tiny: 20, about: 'reports a second' },
    countedSeconds: { usual: 15, tiny: 1, about: 'seconds that they are sent for' },
    partitions: { usual: 3, tiny: 1, about: "partitions of each country's topic" },
  },
  run: benchCounted,
});

type Sizes = Readonly<Record<'runs' | 'countedRate' | 'countedSeconds' | 'partitions', number>>;

async function benchCounted(parts: Parts, sizes: Sizes): Promise<Figure[]> {
  const region = await startSeparateRegion({
    ...(await parts.kafkaAndRedis()),
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
