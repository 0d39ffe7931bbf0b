/** A region in its trial form that runs simulated years in minutes, and prints its releases. */
import { ReleaseEvent } from '@waylight/contracts/release';
import { REPLAY_PLAN } from '../releases/plan.ts';
import { replayJournal } from '../releases/replayed-years.ts';
import { simulateRegion } from '../releases/simulated-region.ts';

export type YearsSettings = { readonly seed: number; readonly reportsPerYear: number };
export type YearsResult = {
  /** Release events, as base64. */
  readonly releases: readonly string[];
  /** "table.period" of each withheld table, with the reason. */
  readonly withheld: readonly (readonly [string, string])[];
};

const LONGEST_MS = 30 * 60_000;

const { seed, reportsPerYear } = JSON.parse(process.argv[2] ?? '') as YearsSettings;
const { journal } = simulateRegion(REPLAY_PLAN, seed, reportsPerYear);
const { releases, withheld } = await replayJournal(journal, REPLAY_PLAN, AbortSignal.timeout(LONGEST_MS));
const result: YearsResult = {
  releases: releases.map((event) => Buffer.from(ReleaseEvent.encode(event).finish()).toString('base64')),
  withheld: [...withheld],
};
console.log(JSON.stringify(result));
