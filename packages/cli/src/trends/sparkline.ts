const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Numbers as one line of bars, from 0 to the largest number of this line. So only the shapes of two lines can be compared.
 * A missing number is a space.
 */
export function sparkline(values: readonly (number | undefined)[]): string {
  const maximum = Math.max(0, ...values.map((value) => value ?? 0));
  return values
    .map((value) => {
      if (value === undefined) return ' ';
      if (maximum === 0 || value <= 0) return LEVELS[0];
      // At least the second bar, so that a number above 0 never looks like 0.
      const level = Math.max(1, Math.round((value / maximum) * (LEVELS.length - 1)));
      return LEVELS[level] ?? LEVELS[0];
    })
    .join('');
}
