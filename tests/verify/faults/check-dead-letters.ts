import type { Violation } from './check-history.ts';

/**
 * What the dead letters tell against what can never be counted: all of it, and nothing else but what was on topics that
 * are gone.
 */
export function checkDeadLetters(
  poison: readonly string[],
  reported: readonly string[],
  gone: readonly string[] = [],
): Violation[] {
  const rule = 'what cannot be counted is told, and nothing else' as const;
  const [expected, actual] = [new Set(poison), new Set(reported)];
  const missing = [...expected].filter((about) => !actual.has(about));
  const wrong = [...actual].filter((about) => !expected.has(about) && !gone.includes(about));
  return [
    ...missing.map((about) => ({ rule, about, detail: 'is not told' })),
    ...wrong.map((about) => ({ rule, about, detail: 'could be counted' })),
  ];
}
