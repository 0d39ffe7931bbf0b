import type { Page } from './dependencies.ts';
import { type Figure, type Goal, isGoalReached } from './figures.ts';
import type { Runs } from './statistics.ts';

const HEADER = ['', 'median (least–most)', 'beside', 'ratio', 'goal'];

/** Formats the figures as a table in plain text, with further tables below; `setting` describes the machine. */
export function asTable(
  setting: Readonly<Record<string, string>>,
  figures: readonly Figure[],
  pages: readonly Page[] = [],
): string {
  const rows = figures.map((figure) => {
    const { name, unit, measured, beside } = figure;
    return [
      name,
      withSpread(measured, unit),
      beside === undefined ? '' : `${beside.what} ${withSpread(beside.measured, unit)}`,
      beside === undefined ? '' : spread(beside.ratio, (ratio) => ratio.toFixed(2)),
      formatGoal(figure),
    ];
  });
  const widths = HEADER.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    Object.entries(setting)
      .map(([name, value]) => `${name}: ${value}`)
      .join(' · '),
    '',
    line(HEADER),
    ...rows.map(line),
    '',
    ...figures.map(({ name, how }) => `${name}: ${how}`),
    ...pages.map(({ title, table }) => `\n${title}\n\n${table}`),
  ].join('\n');
}

/** Formats the figures as JSON, each with `reached` for its goal. */
export function asJson(
  setting: Readonly<Record<string, string>>,
  figures: readonly Figure[],
  pages: readonly Page[] = [],
): string {
  const withGoals = figures.map((figure) => ({ ...figure, reached: isGoalReached(figure) }));
  return JSON.stringify({ setting, figures: withGoals, pages }, null, 2);
}

function formatGoal(figure: Figure): string {
  if (figure.goal === undefined) return '';
  return `${bound(figure.goal, figure.unit)}: ${isGoalReached(figure) ? 'reached' : 'NOT reached'}`;
}

function bound(goal: Goal, unit: string): string {
  const of = goal.of === 'ratio' ? '' : ` ${unit}`;
  return 'atLeast' in goal ? `at least ${goal.atLeast}${of}` : `at most ${goal.atMost}${of}`;
}

function withSpread(runs: Runs, unit: string): string {
  return spread(runs, readable, unit === 'per second' ? '/s' : ` ${unit}`);
}

function spread({ median, least, most }: Runs, format: (value: number) => string, unit = ''): string {
  return `${format(median)}${unit} (${format(least)}–${format(most)})`;
}

/** Formats small numbers with three digits, large ones as whole numbers. */
function readable(value: number): string {
  if (Number.isNaN(value)) return 'nothing';
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
