import type { Growth } from './growth.ts';
import type { Sample } from './sample.ts';
import type { SoakResult } from './soak.ts';

const MIB = 2 ** 20;

/** Formats a sample as its time, followed by a line for each process. */
export function formatSample(sample: Sample): string {
  const processes = Object.entries(sample.processes).map(
    ([name, { rssBytes, heapBytes, descriptors, handles }]) =>
      `  ${name.padEnd(14)} RSS ${mib(rssBytes)}, heap ${mib(heapBytes)}, ${descriptors ?? '?'} descriptors, ${handles ?? '?'} handles`,
  );
  return [minutes(sample.atMs), ...processes].join('\n');
}

/** Formats the result of a run as a table in plain text. */
export function formatResult({ growth, history }: SoakResult): string {
  const rows: [string, string][] = [
    ...growth.map((one): [string, string] => [`${one.process} ${MEASURES[one.measure]}`, formatGrowth(one)]),
    ['growth', isGrowing(growth) ? 'SOMETHING GROWS' : 'nothing grows'],
    ['history', history.violations.length === 0 ? 'exactly once' : `${history.violations.length} VIOLATIONS`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

export const isGrowing = (growth: readonly Growth[]): boolean => growth.some(({ grows }) => grows);

const MEASURES: Readonly<Record<Growth['measure'], string>> = {
  rssBytes: 'RSS',
  heapBytes: 'heap',
  descriptors: 'descriptors',
  handles: 'handles',
};

function formatGrowth({ measure, before, last, lifeMs, grows }: Growth): string {
  const inUnits = (value: number) => (measure.endsWith('Bytes') ? mib(value) : String(value));
  return `${inUnits(before)} then ${inUnits(last)} over ${minutes(lifeMs)}${grows ? ': GROWS' : ''}`;
}

const mib = (bytes: number | undefined): string =>
  bytes === undefined ? '?' : `${(bytes / MIB).toFixed(1)} MiB`;
const minutes = (atMs: number): string => `${(atMs / 60_000).toFixed(1)} min`;
