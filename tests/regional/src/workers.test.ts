import { ReceiptState } from '@waylight/contracts/intake';
import { addressOf, kafkaForTests, redisForTests, waitFor } from '@waylight/testing';
import {
  type NodeClient,
  nodeClient,
  type ReportFields,
  type SeparateRegion,
  startSeparateRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawCountsByMonth } from './raw-counts.ts';
import { receiptReaches } from './receipt-reaches.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const REPORTS = 300;
const AT_ONCE = 24;

/** What becomes of the n-th report: the months of 2024 by first version, some revised into another, some retracted. */
function fateOf(n: number) {
  const month = (n % 6) + 1;
  const victims = (n % 4) + 1;
  const revised = n % 5 === 0 ? { month: month + 6, victims: victims + 1 } : undefined;
  return { first: { month, victims }, revised, retracted: n % 7 === 0 };
}

const monthOf = (month: number) => `2024-${String(month).padStart(2, '0')}`;

function expectedCounts(): Record<string, { reports: number; victims: number }> {
  const sums: Record<string, { reports: number; victims: number }> = {};
  for (let n = 0; n < REPORTS; n++) {
    const { first, revised, retracted } = fateOf(n);
    if (retracted) continue;
    const { month, victims } = revised ?? first;
    const sum = sums[monthOf(month)] ?? { reports: 0, victims: 0 };
    sums[monthOf(month)] = { reports: sum.reports + 1, victims: sum.victims + victims };
  }
  return sums;
}

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)('two workers of the aggregation', () => {
  let region: SeparateRegion;
  let nodes: readonly NodeClient[];

  beforeAll(async () => {
    region = await startSeparateRegion({
      kafka: addressOf(kafka),
      redis: addressOf(redis),
      countries: ['MK', 'RS'],
      workers: 2,
      withInsights: false,
    });
    nodes = [
      nodeClient('MK', region.ports.intake('MK'), region.certificates.organisation('MYLA')),
      nodeClient('RS', region.ports.intake('RS'), region.certificates.organisation('BCHR')),
    ];
  });
  afterAll(async () => {
    for (const node of nodes ?? []) node.close();
    await region?.stop();
  });

  const report = (n: number, at: { month: number; victims: number }): ReportFields => ({
    reportId: `r-${n}`,
    occurredOn: `${monthOf(at.month)}-09`,
    country: n % 2 === 0 ? 'MK' : 'RS',
    types: ['physical-violence'],
    counts: { persons: at.victims },
    shareWith: 'partners',
  });
  const send = async (from: number, before: number) => {
    let next = from;
    const sender = async () => {
      while (next < before) {
        const n = next++;
        const node = nodes[n % 2]!;
        const { first, revised, retracted } = fateOf(n);
        await node.submit(report(n, first));
        if (revised !== undefined) await node.revise(report(n, revised), 1);
        if (retracted) await node.retract(`r-${n}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
  };
  const counted = async (before: number) => {
    for (let n = before - AT_ONCE; n < before; n++) {
      const wanted = fateOf(n).retracted ? ReceiptState.RETRACTED : ReceiptState.COUNTED;
      await receiptReaches(region, nodes[n % 2]!, `r-${n}`, wanted);
    }
  };

  it('take each other’s partitions over when one is killed, and count each report once', async () => {
    const [one, two] = region.workers;
    const third = REPORTS / 3;
    await Promise.all([send(0, third), one!.kill()]);
    await counted(third);

    // Back again, and then the other one goes: whoever held a partition, it changed hands by a kill.
    await one!.start();
    await Promise.all([send(third, 2 * third), two!.kill()]);
    await counted(2 * third);

    await Promise.all([send(2 * third, REPORTS), two!.start()]);
    await counted(REPORTS);
    const counts = () => rawCountsByMonth(addressOf(redis), region.namespace);
    await waitFor(
      'the raw counts',
      async () =>
        JSON.stringify(Object.entries(await counts()).sort()) ===
        JSON.stringify(Object.entries(expectedCounts()).sort()),
      { deadlineMs: 30_000, everyMs: 200 },
    ).catch(() => {});
    expect(await counts()).toEqual(expectedCounts());
  }, 180_000);
});
