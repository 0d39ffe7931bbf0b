import type { Connection } from '@waylight/cli';
import { ReceiptState, WatchReceiptsRequest } from '@waylight/contracts/intake';
import { waitFor } from '@waylight/testing';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from '../command-line.ts';
import {
  collectAuditResponses,
  collectInsightsResponses,
  collectIntakeResponses,
  connectTo,
  type ResponsesByCall,
} from '../grpc-responses.ts';
import { connectAs, outcomeOf, pushbackReport, REFUSED, WAIT, waitUntilRefused } from './callers.ts';

const SUSPENDED = 'SIM-MK-1';
const FOREIGN = { reportId: 'theirs', activityId: 'their-activity' };

let region: TrialRegion;
let suspended: Connection;
let unknown: Connection;
let operator: Connection;
/** The end of the receipt stream that was open at the suspension. */
let streamEnd: Promise<string>;

const registry = (...args: string[]) => runWaylight(region.dataDir, ['registry', ...args, '--as', 'MYLA']);
const receipt = async () => (await (await suspended.intake('MK')).getReceipt({ reportId: 'before' })).receipt;

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
  suspended = await connectTo(region.dataDir, SUSPENDED);
  operator = await connectTo(region.dataDir, { operator: true });
  unknown = await connectAs(region.dataDir, 'waylight://organisation/NOBODY-KNOWS');
  const intake = await suspended.intake('MK');
  await intake.submitReport({ report: pushbackReport('before'), validateOnly: false });
  await waitFor('counted', async () => (await receipt())?.state === ReceiptState.COUNTED, WAIT);
  const receipts = intake.watchReceipts(WatchReceiptsRequest.fromPartial({}))[Symbol.asyncIterator]();
  await receipts.next();
  streamEnd = outcomeOf(async () => {
    while (!(await receipts.next()).done);
  });
  expect((await registry('suspend', SUSPENDED)).code).toBe(0);
  await waitUntilRefused(suspended);
});
afterAll(async () => {
  for (const connection of [suspended, unknown, operator]) connection?.close();
  await region?.stop();
});

/** All responses to a caller. */
async function collectAllResponses(connection: Connection): Promise<Record<string, ResponsesByCall>> {
  return {
    intake: await collectIntakeResponses(connection, 'before', FOREIGN),
    insights: await collectInsightsResponses(connection),
    node: await collectAuditResponses(connection, 'MK'),
    aggregation: await collectAuditResponses(connection, 'aggregation'),
  };
}

describe('a suspended organisation', () => {
  it('loses its open stream, without a restart of any service', async () => {
    expect(await streamEnd).toMatch(REFUSED);
  });

  it('gets the responses of an unknown caller everywhere, and cannot see its suspension', async () => {
    const responses = await collectAllResponses(suspended);
    expect(responses).toEqual(await collectAllResponses(unknown));
    // These are public information: the release plan, and the signing key.
    const { getReleaseKeys: _keys, getReleasePlan: _plan, ...insights } = responses.insights ?? {};
    for (const answer of Object.values({
      ...responses.intake,
      ...insights,
      ...responses.node,
      ...responses.aggregation,
    }))
      expect(answer).toMatch(REFUSED);
  });

  it('keeps its reports counted, so that suspension hides no pattern', async () => {
    const { partitions = [] } = await (await operator.operations()).getStatus({});
    expect(partitions.some(({ topic, position }) => topic === 'reports.v1.MK' && position > 0n)).toBe(true);
    expect((await registry('reinstate', SUSPENDED)).code).toBe(0);
    await waitFor(
      'the organisation is permitted again',
      async () => (await outcomeOf(receipt)) === 'answered',
      WAIT,
    );
    expect(await receipt()).toMatchObject({ state: ReceiptState.COUNTED, revision: 1 });
  });
});
