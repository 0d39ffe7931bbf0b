import type { Growth } from './growth.ts';
import type { Quantiles } from './latencies.ts';
import type { Sample } from './sample.ts';
import type { SoakResult } from './soak.ts';

const MIB = 2 ** 20;

/** Formats a sample as one line, followed by a line for each process. */
export function formatSample(sample: Sample): string {
  const { accepted, counted, asked } = sample;
  const head = [
    minutes(sample.atMs),
    `${sample.operations} operations`,
    `outbox ${sample.outbox ?? '?'}`,
    `accepted ${quantiles(accepted)}`,
    `counted ${quantiles(counted)}`,
    `queries ${quantiles(asked)}`,
    `oldest waits ${Math.round(sample.oldestWaitMs / 1_000)} s`,
    `Redis ${mib(sample.storeBytes)}`,
    `log ${mib(sample.logBytes)}`,
    `ledgers ${mib(sample.ledgerBytes)}`,
  ];
  const processes = Object.entries(sample.processes).map(
    ([name, { rssBytes, heapBytes, descriptors, handles }]) =>
      `  ${name.padEnd(14)} RSS ${mib(rssBytes)}, heap ${mib(heapBytes)}, ${descriptors ?? '?'} descriptors, ${handles ?? '?'} handles`,
  );
  return [head.join(', '), ...processes].join('\n');
}

/** Formats the result of a run as a table in plain text. */
export function formatResult(result: SoakResult): string {
  const { growth, history } = result;
  const last = result.samples.at(-1);
  const rows: [string, string][] = [
    ['from sent to accepted', quantiles(result.accepted)],
    ['from accepted to counted', quantiles(result.counted)],
    ['queries to insights', `${quantiles(result.asked)}, ${result.unasked} unanswered`],
    [
      'stored',
      `Redis ${mib(last?.storeBytes)}, log ${mib(last?.logBytes)}, ledgers ${mib(last?.ledgerBytes)}`,
    ],
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

function quantiles({ count, p50, p99 }: Quantiles): string {
  return count === 0 ? 'none' : `p50 ${ms(p50)} p99 ${ms(p99)} ms (${count})`;
}

const ms = (value: number | undefined): string =>
  value === undefined ? '?' : value.toFixed(value < 10 ? 1 : 0);
const mib = (bytes: number | undefined): string =>
  bytes === undefined ? '?' : `${(bytes / MIB).toFixed(1)} MiB`;
const minutes = (atMs: number): string => `${(atMs / 60_000).toFixed(1)} min`;
