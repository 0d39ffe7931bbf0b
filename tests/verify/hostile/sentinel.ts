import { setTimeout as delay } from 'node:timers/promises';
import { Layer } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { Dimension, PeriodKind, Unit } from '@waylight/contracts/trends';
import { waitFor } from '@waylight/testing';
import { createNodeClient, type NodeClient, type ProcessRegion } from '@waylight/tests-region';
import { countRawReports } from './raw-reports.ts';

/** Sends good reports and queries while hostile input arrives. */
export type Sentinel = {
  /** Distinct problems so far. */
  readonly defects: () => readonly string[];
  readonly accepted: () => number;
  readonly slowestMs: () => number;
  /** Stops sending, and checks that every accepted report was counted exactly once. */
  readonly settle: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

export const SENTINEL = { id: 'DRC', number: 7 };
const COUNTRY = 'IT';
/** Part of the id of each of its reports: no other organisation may ever read it. */
export const SENTINEL_MARK = 'sentinel-report-';
/** Its month is over, so that the next release also counts its reports. */
const COUNTED: ReadonlySet<ReceiptState> = new Set([ReceiptState.COUNTED, ReceiptState.IN_RELEASE]);
const PAUSE_MS = 100;
/** Each has ten seconds: on a busy machine one attempt may not be enough. */
const ATTEMPTS = 3;
const COUNTED_MS = 120_000;
/** Uncounted reports after which the check stops waiting for the others. */
const MAX_WRONG = 5;

/** Starts the sentinel: an organisation with correct reports and queries. */
export function startSentinel(region: ProcessRegion, redis: string): Sentinel {
  const client = createNodeClient(
    'MK',
    region.ports.intake('MK'),
    region.certificates.organisation(SENTINEL.id),
  );
  const defects = new Set<string>();
  const ended = new AbortController();
  let accepted = 0;
  let slowestMs = 0;

  const timed = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    const startedAt = performance.now();
    let last: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      try {
        await work();
        slowestMs = Math.max(slowestMs, performance.now() - startedAt);
        return true;
      } catch (error) {
        last = error;
        if (!isSlow(error)) break;
      }
    defects.add(`the sentinel's ${what} failed: ${String(last)}`);
    return false;
  };
  const requestPath = async (port: number, path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(10_000) });
    await answer.text();
    if (answer.status !== 200) throw new Error(`HTTP ${answer.status}`);
  };
  const submitReport = () =>
    client.submit({
      reportId: `${SENTINEL_MARK}${accepted}`,
      occurredOn: '2025-03-14',
      country: COUNTRY,
      types: ['pushback'],
      shareWith: 'partners',
    });
  const sending = (async () => {
    while (!ended.signal.aborted) {
      if (await timed('report', submitReport)) accepted++;
      await timed('query over HTTP', () => requestPath(region.ports.insightsHttp, '/v1/status'));
      await timed('health check of intake', () => requestPath(region.ports.intakeOps('MK'), '/health/ready'));
      await delay(PAUSE_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();

  const settle = async (): Promise<readonly string[]> => {
    ended.abort();
    await sending;
    return checkCounts(client, accepted, { redis, namespace: region.namespace });
  };
  return {
    defects: () => [...defects],
    accepted: () => accepted,
    slowestMs: () => slowestMs,
    settle,
    stop: async () => {
      ended.abort();
      await sending;
      client.close();
    },
  };
}

/** Returns how receipts, the node's own numbers and the raw cells differ from the accepted reports. */
async function checkCounts(
  client: NodeClient,
  accepted: number,
  { redis, namespace }: { readonly redis: string; readonly namespace: string },
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let n = 0; n < accepted && wrong.length < MAX_WRONG; n++) {
    const reportId = `${SENTINEL_MARK}${n}`;
    await waitFor(reportId, () => isCounted(client, reportId), { deadlineMs: COUNTED_MS }).catch(() =>
      wrong.push(`${reportId} was accepted, but not counted`),
    );
  }
  const { cells } = await client.ownTrends({
    layer: Layer.REPORTS,
    unit: Unit.REPORTS,
    period: PeriodKind.MONTH,
    by: [Dimension.PERIOD, Dimension.COUNTRY],
  });
  const own = cells.reduce((sum, { value }) => sum + Number(value), 0);
  if (own !== accepted) wrong.push(`${accepted} reports were accepted, but the node counts ${own}`);
  const raw = await countRawReports(redis, namespace, {
    organisation: SENTINEL.number,
    country: COUNTRY,
  });
  if (raw !== accepted) wrong.push(`${accepted} reports were accepted, but the region counts ${raw}`);
  return wrong;
}

/** A slow answer proves nothing: false. */
async function isCounted(client: NodeClient, reportId: string): Promise<boolean> {
  try {
    return COUNTED.has((await client.receipt(reportId)).state);
  } catch (error) {
    if (isSlow(error)) return false;
    throw error;
  }
}

/** A deadline of a call or of an HTTP request has passed. */
function isSlow(error: unknown): boolean {
  const { code, name } = Object(error);
  return code === 4 || name === 'TimeoutError';
}
