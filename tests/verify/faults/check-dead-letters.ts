import type { Violation } from './check-history.ts';

/** Compares the dead letters with all poison messages. Those of deleted topics (`deleted`) may be missing. */
export function checkDeadLetters(
  poison: readonly string[],
  reported: readonly string[],
  deleted: readonly string[] = [],
): Violation[] {
  const rule = 'every poison message is in the dead letters, and nothing else' as const;
  const [expected, actual] = [new Set(poison), new Set(reported)];
  const missing = [...expected].filter((about) => !actual.has(about));
  const wrong = [...actual].filter((about) => !expected.has(about) && !deleted.includes(about));
  return [
    ...missing.map((about) => ({ rule, about, detail: 'is not in the dead letters' })),
    ...wrong.map((about) => ({ rule, about, detail: 'could be counted' })),
  ];
}
