import { inParallel } from './in-parallel.ts';

/** An attacker's observations as texts, one for each view: equal texts are equal observations. */
export type Views = readonly string[];

export type Trial = { readonly exists: boolean; readonly views: Views };

const PASSES = 12;
const RATE = 0.3;
/** Regularisation: keeps rare observations from deciding. */
const SHRINK = 0.002;

/**
 * Learns from trials with known outcomes to guess whether a report exists: logistic regression over the views, with each
 * text of each view as a feature (steps: J. Duchi, E. Hazan and Y. Singer, "Adaptive Subgradient Methods", Journal of
 * Machine Learning Research 12, 2011). It is one attacker among others: the best one guesses no worse.
 */
export function learnToGuess(trials: readonly Trial[]): (views: Views) => boolean {
  const weights = new Map<string, { weight: number; squares: number }>();
  const features = (views: Views): string[] => ['', ...views.map((view, n) => `${n} ${view}`)];
  const scoreOf = (of: readonly string[]): number =>
    of.reduce((all, feature) => all + (weights.get(feature)?.weight ?? 0), 0);
  const known = trials.map(({ exists, views }) => ({ exists, of: features(views) }));
  for (let pass = 0; pass < PASSES; pass++)
    for (const { exists, of } of known) {
      const miss = Number(exists) - 1 / (1 + Math.exp(-scoreOf(of)));
      for (const feature of of) {
        const at = weights.get(feature) ?? { weight: 0, squares: 1 };
        const gradient = miss - SHRINK * at.weight;
        at.squares += gradient * gradient;
        at.weight += (RATE * gradient) / Math.sqrt(at.squares);
        weights.set(feature, at);
      }
    }
  return (views) => scoreOf(features(views)) > 0;
}

/** Advantage over a coin, from 0 to 1, and its standard error. */
export type Advantage = { readonly advantage: number; readonly error: number };

/** Increase of the advantage by own reports, and its standard error, as if both were measured independently. */
export type Gain = { readonly gain: number; readonly error: number };

/** Returns the gain of each number of own reports, compared with none. */
export function gainsOf(by: ReadonlyMap<number, Advantage>): Gain[] {
  const none = by.get(0);
  return [...by].flatMap(([reports, { advantage, error }]) =>
    none === undefined || reports === 0
      ? []
      : [{ gain: advantage - none.advantage, error: Math.hypot(error, none.error) }],
  );
}

/**
 * The advantage of an attacker who guesses whether one report exists, in as many trials with it as without: twice the
 * share of right guesses, less 1. The attacker learns from half of the trials, and guesses the others. `observe` returns
 * the views of a trial; equal arguments must give equal views.
 */
export async function advantageOf(
  trials: number,
  observe: (exists: boolean, trial: number) => Promise<Views>,
): Promise<Advantage> {
  const all = await inParallel(trials, async (trial): Promise<Trial> => {
    const exists = trial % 2 === 1;
    return { exists, views: await observe(exists, trial) };
  });
  const half = Math.floor(trials / 4) * 2;
  const guess = learnToGuess(all.slice(0, half));
  const judged = all.slice(half);
  const right = judged.filter(({ exists, views }) => guess(views) === exists).length / judged.length;
  return { advantage: 2 * right - 1, error: 2 * Math.sqrt((right * (1 - right)) / judged.length) };
}
