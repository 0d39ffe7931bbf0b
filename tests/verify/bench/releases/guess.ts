/** What an attacker sees, from several sides: each view is a text, and what has the same text looks the same. */
export type Views = readonly string[];

export type Trial = { readonly exists: boolean; readonly views: Views };

const PASSES = 12;
const RATE = 0.3;
/** Keeps what was seen once or twice from deciding. */
const SHRINK = 0.002;

/**
 * Learns to guess whether a report exists from trials in which that is known: logistic regression over the views, each text
 * of each view a feature (J. Duchi, E. Hazan and Y. Singer, "Adaptive Subgradient Methods", Journal of Machine Learning Research
 * 12, 2011, for the steps). It is one attacker among others: the best one guesses no worse.
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

/** How much better than a coin, from 0 to 1, and the standard error of that. */
export type Advantage = { readonly advantage: number; readonly error: number };

/** How much more of an advantage own reports give, and the standard error of that, as if both were measured apart. */
export type Gain = { readonly gain: number; readonly error: number };

/** What each number of own reports gives beside none. */
export function gainsOf(by: ReadonlyMap<number, Advantage>): Gain[] {
  const none = by.get(0);
  return [...by].flatMap(([reports, { advantage, error }]) =>
    none === undefined || reports === 0
      ? []
      : [{ gain: advantage - none.advantage, error: Math.hypot(error, none.error) }],
  );
}

/**
 * The advantage of an attacker who guesses whether one report exists, with as many that do as do not: twice the share of right
 * guesses, less 1. Half of the trials teach him; the other half, that he has not seen, are counted. `observe` gives what he
 * sees in a trial; equal arguments must give equal views.
 */
export async function advantageOf(
  trials: number,
  observe: (exists: boolean, trial: number) => Promise<Views>,
): Promise<Advantage> {
  const all: Trial[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const exists = trial % 2 === 1;
    all.push({ exists, views: await observe(exists, trial) });
  }
  const half = Math.floor(trials / 4) * 2;
  const guess = learnToGuess(all.slice(0, half));
  const judged = all.slice(half);
  const right = judged.filter(({ exists, views }) => guess(views) === exists).length / judged.length;
  return { advantage: 2 * right - 1, error: 2 * Math.sqrt((right * (1 - right)) / judged.length) };
}
