/** A name for a value of a generated enum: its key, as the command line writes it. */
export function enumKey(values: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(values).find(([, number]) => number === value)?.[0] ?? 'unknown';
}
