import type { Machine } from './machine.ts';
import type { Runs } from './statistics.ts';

/** One measure, and where it makes sense the same by a bare program in the same run. */
export type Figure = {
  readonly name: string;
  readonly unit: 'per second' | 'ms';
  readonly measured: Runs;
  readonly bare?: { readonly what: string; readonly measured: Runs; readonly ratio: Runs };
  /** What was measured and how, for whoever compares. */
  readonly how: string;
};

export function asTable(machine: Machine, figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, measured, bare }) => [
    name,
    withSpread(measured, unit),
    bare === undefined ? '' : `${bare.what} ${withSpread(bare.measured, unit)}`,
    bare === undefined
      ? ''
      : `${bare.ratio.median.toFixed(2)} (${bare.ratio.least.toFixed(2)}–${bare.ratio.most.toFixed(2)})`,
  ]);
  const header = ['', 'median (least–most)', 'beside', 'ratio'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join(' · '),
    '',
    line(header),
    ...rows.map(line),
    '',
    ...figures.map(({ name, how }) => `${name}: ${how}`),
  ].join('\n');
}

function withSpread({ median, least, most }: Runs, unit: Figure['unit']): string {
  const format = (value: number) =>
    unit === 'ms' ? value.toFixed(0) : Math.round(value).toLocaleString('en');
  return `${format(median)} ${unit === 'ms' ? 'ms' : '/s'} (${format(least)}–${format(most)})`;
}
