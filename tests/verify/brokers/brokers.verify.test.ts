import { createNodeClient, exampleDeath } from '@waylight/tests-region';
import { expectPublicRecord } from '@waylight/tests-regional/public-record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawSeed } from '../faults/arguments.ts';
import { runUnderFaults } from '../faults/run.ts';
import { formatSummary } from '../faults/summary.ts';
import { killBroker, waitUntilInSync } from './kill-broker.ts';
import { createGapRecorder } from './longest-gaps.ts';
import { promoteReplica } from './promote-replica.ts';
import { type ReplicatedRegion, startReplicatedRegion } from './replicated-region.ts';

/** Four kills of brokers and two promotions. */
const FAULTS = 6;
/** gRPC codes after which a sender repeats a call: no answer in time, and a node that cannot answer. */
const RETRYABLE = [4, 8, 14];
/** Nodes accept reports without Kafka and Redis, so no outage of either may be noticed by senders. */
const LONGEST_WITHOUT_ANSWER_MS = 5_000;

const print = (line: string) => process.stderr.write(`${line}\n`);

let missing = '';
let started: ReplicatedRegion | undefined;

beforeAll(async () => {
  const region = await startReplicatedRegion();
  if ('unavailable' in region) missing = region.unavailable;
  else started = region;
}, 480_000);
afterAll(() => started?.stop());

it('counts every acknowledged report once while each broker is killed and the replica of Redis is promoted', {
  timeout: 900_000,
}, async ({ skip }) => {
  if (started === undefined) return skip(missing);
  await waitUntilInSync(started.cluster);
  const seed = drawSeed();
  const recorder = createGapRecorder();
  const result = await runUnderFaults({
    faulty: started,
    recorder,
    seed,
    faultKinds: [killBroker, promoteReplica],
    pace: { gapMs: [2_000, 4_000], maxDurationMs: 15_000 },
    durationMs: 600_000,
    maxFaults: FAULTS,
    clientsPerNode: 2,
    perSecond: 40,
    settleMs: 120_000,
    print,
  });
  const gaps = recorder.longestGaps();
  print(formatSummary(seed, result));
  print(`longest time without an acknowledged report: ${gaps.acknowledged} ms`);
  print(`longest time without a counted report: ${gaps.counted} ms`);
  expect(result.violations).toEqual([]);
  expect(result.endedByThemselves).toEqual([]);
  expect(result.reports).toBeGreaterThan(500);
  expect(Object.keys(result.faults)).toHaveLength(FAULTS);
  expect(result.seen).toMatchObject({ promotions: 2 });
  const unanswered = recorder
    .history()
    .operations.flatMap(({ outcome }) => (outcome.kind === 'unanswered' ? [outcome.code] : []));
  expect(unanswered.filter((code) => !RETRYABLE.includes(code))).toEqual([]);
  expect(gaps.acknowledged).toBeLessThan(LONGEST_WITHOUT_ANSWER_MS);
  expect(gaps.counted).toBeGreaterThan(0);
});

it('then shows the public record of a new primary, with each report once though it is sent twice', {
  timeout: 240_000,
}, async ({ skip }) => {
  if (started === undefined) return skip(missing);
  const { region } = started;
  const drc = region.certificates.organisation('DRC');
  for (const country of started.countries) {
    const client = createNodeClient(country, region.ports.intake(country), drc);
    for (const n of [0, 1, 2, 0, 1, 2]) await client.submit(exampleDeath(`death-${n}`, country));
    client.close();
  }
  await expectPublicRecord(region.ports.insightsHttp, {
    incidents: { '2013 MK drowning': 3, '2013 RS drowning': 3 },
    victims: { '2013 MK drowning': 6, '2013 RS drowning': 6 },
  });
});
