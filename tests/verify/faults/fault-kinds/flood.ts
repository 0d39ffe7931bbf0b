import { setTimeout as delay } from 'node:timers/promises';
import { ORGANISATIONS } from '../clients.ts';
import type { FaultKind } from '../fault-kind.ts';
import type { Operation } from '../history.ts';

const RESOURCE_EXHAUSTED = 8;
/** The period without flood, with which the flood is compared. */
const QUIET_MS = 6_000;
/** Limits for the other organisations: factor on their waits, and share of their earlier rate. */
const MAX_LONGER = { p50: 5, p90: 8 };
const MIN_SHARE = 0.6;
/** Shorter waits are noise: a commit gathers writes for some milliseconds, and one in ten meets a busy machine. */
const MIN_WAIT_MS = { p50: 10, p90: 25 };

/** One organisation floods a node. The others keep their share, and wait hardly longer than before. */
export const floodFromOne: FaultKind = {
  name: 'flood-from-one',
  durationMs: [6_000, 10_000],
  inject: async ({ countries }, random, signal, _variant, clients) => {
    const country = random.pick(countries);
    const organisation = random.pick(ORGANISATIONS[country]);
    const measured = { quiet: NOTHING, flood: NOTHING, refused: 0 };
    const others = (from: number, to: number) =>
      stretch(
        clients.operations().filter((one) => one.country === country && one.organisation !== organisation),
        from,
        to,
      );
    const quietFrom = performance.now();
    await delay(QUIET_MS, undefined, { signal }).catch(() => undefined);
    const from = performance.now();
    measured.quiet = others(quietFrom, from);
    const before = clients.answered(country, RESOURCE_EXHAUSTED);
    const flooding = clients.flood({ country, organisation }, signal);
    return {
      what: `${organisation} at ${country}`,
      heal: async () => {
        const to = performance.now();
        await flooding;
        measured.flood = others(from, to);
        measured.refused = clients.answered(country, RESOURCE_EXHAUSTED) - before;
      },
      observations: () => ({ 'writes refused for coming too fast': measured.refused }),
      summary: () =>
        `${describeStretch('quiet', measured.quiet)}; ${describeStretch('flood', measured.flood)}`,
      violations: () => {
        const { quiet, flood, refused } = measured;
        // The end of the run may cut the fault short: then too little is left to compare.
        if (quiet.count < FEWEST || flood.count < FEWEST) return [];
        const longer = (name: 'p50' | 'p90') => flood[name] / Math.max(MIN_WAIT_MS[name], quiet[name]);
        const share = flood.perSecond / quiet.perSecond;
        return [
          ...(refused === 0 ? ['no write of the flood was refused'] : []),
          ...(['p50', 'p90'] as const)
            .filter((name) => longer(name) > MAX_LONGER[name])
            .map((name) => `others waited ${longer(name).toFixed(1)} times as long (${name})`),
          ...(share < MIN_SHARE ? [`others got ${share.toFixed(2)} of their share`] : []),
        ];
      },
    };
  },
};

type Stretch = {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p90: number;
};

const NOTHING: Stretch = { count: 0, perSecond: 0, p50: 0, p90: 0 };
const FEWEST = 30;

function stretch(operations: readonly Operation[], from: number, to: number): Stretch {
  const waits = operations
    .filter(({ outcome, endedAt }) => outcome.kind === 'acknowledged' && endedAt >= from && endedAt < to)
    .map(({ invokedAt, endedAt }) => endedAt - invokedAt)
    .sort((a, b) => a - b);
  const at = (part: number) => waits[Math.floor(part * waits.length)] ?? 0;
  return { count: waits.length, perSecond: (waits.length * 1_000) / (to - from), p50: at(0.5), p90: at(0.9) };
}

function describeStretch(name: string, { perSecond, p50, p90 }: Stretch): string {
  return `${name}: ${perSecond.toFixed(1)}/s, p50 ${p50.toFixed(0)} ms, p90 ${p90.toFixed(0)} ms`;
}
