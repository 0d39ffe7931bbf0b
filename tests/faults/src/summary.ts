import type { RunResult } from './run.ts';

/** A run in one table of plain text. */
export function summary(seed: number, result: RunResult): string {
  const { violations, endedByThemselves, file } = result;
  const rows: [string, string][] = [
    ['seed', String(seed)],
    ['reports', number(result.reports)],
    ...section('operations', result.operations),
    ...section('faults', result.faults),
    ...section('seen', result.seen),
    ['messages on the log', number(result.messages)],
    ['cells by day', number(result.cells)],
    ['ended by themselves', endedByThemselves.map(({ name }) => name).join(', ') || 'none'],
    ['verdict', violations.length === 0 ? 'every promise was kept' : `${violations.length} VIOLATIONS`],
  ];
  if (file !== undefined) rows.push(['history', file]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function section(title: string, counts: Readonly<Record<string, number>>): [string, string][] {
  const sorted = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  return sorted.map(([name, count]) => [`${title}: ${name}`, number(count)]);
}

const number = (count: number): string => count.toLocaleString('en');
