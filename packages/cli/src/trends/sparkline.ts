const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Numbers as one line of bars. The lowest bar is 0 and the highest the largest number, so that two lines compare by
 * shape alone; a number that isn't there is a blank.
 */
export function sparkline(values: readonly (number | undefined)[]): string {
  const maximum = Math.max(0, ...values.map((value) => value ?? 0));
  return values
    .map((value) => {
      if (value === undefined) return ' ';
      if (maximum === 0 || value <= 0) return LEVELS[0];
      // Whatever is above 0 is seen to be.
      const level = Math.max(1, Math.round((value / maximum) * (LEVELS.length - 1)));
      return LEVELS[level] ?? LEVELS[0];
    })
    .join('');
}
