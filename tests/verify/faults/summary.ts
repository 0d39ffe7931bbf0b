import type { RunResult } from './run.ts';

/** Formats the result of a run as a table in plain text. */
export function formatSummary(seed: number, result: RunResult, replay?: string): string {
  const { violations, endedByThemselves, file } = result;
  const rows: [string, string][] = [
    ['seed', String(seed)],
    ['reports', number(result.reports)],
    ...section('operations', result.operations),
    ...section('faults', result.faults),
    ...section('seen', result.seen),
    ['messages on the log', number(result.messages)],
    ['cells by day', number(result.cells)],
    ['releases', number(result.releases)],
    ['ended by themselves', number(endedByThemselves.length)],
    ...endedByThemselves.map(({ name, words }): [string, string] => [`ended: ${name}`, lastWords(words)]),
    ['verdict', violations.length === 0 ? 'every promise was kept' : `${violations.length} VIOLATIONS`],
  ];
  if (file !== undefined) rows.push(['history', file]);
  if (replay !== undefined) rows.push(['replay', replay]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function section(title: string, counts: Readonly<Record<string, number>>): [string, string][] {
  const sorted = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  return sorted.map(([name, count]) => [`${title}: ${name}`, number(count)]);
}

const MAX_WORDS = 400;

const lastWords = (words: string): string => (words.trimEnd().split('\n').at(-1) ?? '').slice(0, MAX_WORDS);

const number = (count: number): string => count.toLocaleString('en');
