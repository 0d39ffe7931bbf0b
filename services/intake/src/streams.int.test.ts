import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClientReadableStream, type ServiceError, status } from '@grpc/grpc-js';
import {
  Outcome,
  ReceiptState,
  type SubmitReportsRequest,
  type SubmitReportsResponse,
  type WatchReceiptsResponse,
} from '@waylight/contracts/intake';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, startNode, submission } from './testing/calls.ts';

let region: InProcessRegion;
let node: RegionNode;

beforeAll(async () => {
  region = await startNode();
  node = region.node();
});
afterAll(() => region.stop());

/** Sends requests on one stream, and returns the responses and the final status. */
async function exchange(organisation: string, requests: readonly SubmitReportsRequest[]) {
  const client = await node.organisation(organisation);
  const stream = client.submitReports();
  const responses: SubmitReportsResponse[] = [];
  const ended = new Promise<number>((resolve) => {
    stream.on('data', (response: SubmitReportsResponse) => responses.push(response));
    stream.on('error', (error: ServiceError) => resolve(error.code));
    stream.on('end', () => resolve(status.OK));
  });
  for (const request of requests)
    if (!stream.write(request)) await new Promise((resolve) => stream.once('drain', resolve));
  stream.end();
  return { code: await ended, responses };
}

const submit = (ordinal: number, id: string, over = {}): SubmitReportsRequest => ({
  ordinal: BigInt(ordinal),
  operation: { $case: 'submit', value: submission(id, over) },
});

describe('a stream of operations', () => {
  it('returns one outcome for each operation, with its ordinal, and continues after a refusal', async () => {
    const { code, responses } = await exchange('MYLA', [
      submit(1, 's1'),
      submit(2, 's2', { types: ['nonsense'] }),
      {
        ordinal: 3n,
        operation: {
          $case: 'revise',
          value: { report: report('none'), baseRevision: 1, validateOnly: false },
        },
      },
      { ordinal: 4n, operation: undefined },
      {
        ordinal: 5n,
        operation: {
          $case: 'retract',
          value: { reportId: 's1', baseRevision: 0, reason: 1, validateOnly: false },
        },
      },
      submit(6, 's6', { layer: 'public-record' }),
    ]);
    expect(code).toBe(status.OK);
    const byOrdinal = responses.sort((a, b) => Number(a.ordinal - b.ordinal));
    expect(byOrdinal.map(({ ordinal }) => Number(ordinal))).toEqual([1, 2, 3, 4, 5, 6]);
    const codes = byOrdinal.map(({ result }) => (result?.$case === 'refused' ? result.value.code : 'done'));
    expect(codes).toEqual([
      'done',
      status.INVALID_ARGUMENT,
      status.NOT_FOUND,
      status.INVALID_ARGUMENT,
      'done',
      status.PERMISSION_DENIED,
    ]);
    expect(byOrdinal[1]?.result).toMatchObject({
      value: { violations: [{ field: 'types[0]' }], retryAfterMs: 0 },
    });
  });

  it('never returns an id that is malformed or part of an identity, whatever the refusal is', async () => {
    const persons = [{ identity: { givenNames: 'Zqmark', familyName: 'Zqmarkson' } }];
    const { responses } = await exchange('MYLA', [
      submit(1, 'Zqmark Zqmarkson', { layer: 'public-record' }),
      submit(2, 'zqmarkson-1', { layer: 'public-record', persons }),
      submit(3, 'case-zqmark', { persons: Array.from({ length: 60 }, () => persons[0]) }),
    ]);
    expect(responses.map(({ result }) => result?.$case)).toEqual(['refused', 'refused', 'refused']);
    expect(JSON.stringify(responses, (_, value) => (typeof value === 'bigint' ? '' : value))).not.toMatch(
      /zqmark/i,
    );
  });

  it('returns outcomes for thousands of operations; all are unchanged when they are sent again', async () => {
    const requests = Array.from({ length: 3_000 }, (_, i) => submit(i, `many-${i}`));
    const outcomes = async () => {
      const { responses } = await exchange('MYLA', requests);
      expect(new Set(responses.map(({ ordinal }) => ordinal)).size).toBe(3_000);
      return new Set(responses.map(({ result }) => result?.$case === 'accepted' && result.value.outcome));
    };
    expect(await outcomes()).toEqual(new Set([Outcome.ACCEPTED]));
    expect(await outcomes()).toEqual(new Set([Outcome.UNCHANGED]));
  });

  it('is refused completely for an organisation of another country', async () => {
    expect((await exchange('BCHR', [submit(1, 'x')])).code).toBe(status.PERMISSION_DENIED);
  });

  it('slows down a sender above its rate, where a unary call is refused with RetryInfo', async () => {
    const slow = await startNode({
      env: { WAYLIGHT_INTAKE_RATE_PER_SECOND: '50', WAYLIGHT_INTAKE_RATE_BURST: '5' },
    });
    try {
      const myla = await slow.node().organisation('MYLA');
      const stream = myla.submitReports();
      let done = 0;
      stream.on('data', (response: SubmitReportsResponse) => {
        if (response.result?.$case === 'accepted') done++;
      });
      for (let i = 0; i < 10; i++) stream.write(submit(i, `fast-${i}`));
      await eventually(() => (done >= 5 ? true : undefined));
      expect(done).toBeLessThan(10);
      const { code, details } = await expectFailure(call(myla, 'submitReport', submission('too-fast')));
      expect(code).toBe('RESOURCE_EXHAUSTED');
      expect(details).toMatchObject([{ type: 'retryInfo' }]);
      expect(details[0]?.type === 'retryInfo' && details[0].retryAfterMs).toBeGreaterThan(0);
      // The rate limit uses the node's clock, which only the test advances.
      slow.clock.nowMs += 1_000;
      await eventually(() => (done === 10 ? true : undefined));
      const ended = new Promise((resolve) => stream.once('end', resolve));
      stream.end();
      await ended;
    } finally {
      await slow.stop();
    }
  });
});

/** Opens a watch, which `cancel` ends. */
async function watch(organisation: string, resumeToken: string, reportIds: string[] = []) {
  const client = await node.organisation(organisation);
  const stream: ClientReadableStream<WatchReceiptsResponse> = client.watchReceipts({
    resumeToken,
    reportIds,
  });
  const seen: WatchReceiptsResponse[] = [];
  let failed: ServiceError | undefined;
  stream.on('data', (response: WatchReceiptsResponse) => seen.push(response));
  stream.on('error', (error: ServiceError) => {
    failed = error;
  });
  const states = () =>
    seen.flatMap(({ receipt }) =>
      receipt ? [`${receipt.reportId} ${receipt.revision} ${receipt.state}`] : [],
    );
  return { seen, states, failure: () => failed, cancel: () => stream.cancel() };
}

/** Waits until a restarted node has read the log, because before that it refuses reads. */
const waitUntilReadable = async (organisation: string, reportId: string): Promise<unknown> => {
  const client = await node.organisation(organisation);
  return eventually(() => call(client, 'getReceipt', { reportId }).catch(() => undefined));
};

describe('watching receipts', () => {
  it('returns a token before the first change, and then only changes of own reports', async () => {
    const myla = await node.organisation('MYLA');
    const legis = await node.organisation('LEGIS');
    const watching = await watch('MYLA', '');
    await eventually(() => watching.seen[0]);
    expect(watching.seen[0]).toMatchObject({ receipt: undefined, resumeToken: expect.stringMatching(/./) });
    await call(legis, 'submitReport', submission('theirs'));
    await call(myla, 'submitReport', submission('watched'));
    await eventually(() =>
      watching.states().includes(`watched 1 ${ReceiptState.LOGGED}`) ? true : undefined,
    );
    expect(watching.states().filter((state) => state.startsWith('theirs'))).toEqual([]);
    watching.cancel();
  });

  it('resumes after a token without a gap, also after a restart of the node', async () => {
    const first = await watch('LEGIS', '');
    const start = await eventually(() => first.seen[0]);
    first.cancel();
    const legis = await node.organisation('LEGIS');
    await call(legis, 'submitReport', submission('gap-1'));
    await eventually(async () =>
      (await call(legis, 'getReceipt', { reportId: 'gap-1' })).receipt?.state === ReceiptState.LOGGED
        ? true
        : undefined,
    );
    await node.restart();
    const reconnected = await node.organisation('LEGIS');
    await call(reconnected, 'submitReport', submission('gap-2', { shareWith: '' }));
    const second = await watch('LEGIS', start.resumeToken);
    await eventually(() => (second.states().length >= 2 ? true : undefined));
    expect(second.states()).toEqual([`gap-1 1 ${ReceiptState.LOGGED}`, `gap-2 1 ${ReceiptState.ACCEPTED}`]);
    const third = await watch('LEGIS', second.seen[0]?.resumeToken ?? '');
    await eventually(() => (third.states().length >= 1 ? true : undefined));
    expect(third.states()).toEqual([`gap-2 1 ${ReceiptState.ACCEPTED}`]);
    second.cancel();
    third.cancel();
  });

  it('begins with the current receipts of named reports', async () => {
    const myla = await node.organisation('MYLA');
    await call(myla, 'submitReport', submission('named', { shareWith: '' }));
    await call(myla, 'submitReport', submission('unnamed', { shareWith: '' }));
    const watching = await watch('MYLA', '', ['named', 'never-sent']);
    await eventually(() => (watching.states().length > 0 ? true : undefined));
    expect(watching.states()).toEqual([`named 1 ${ReceiptState.ACCEPTED}`]);
    watching.cancel();
  });

  it('refuses a token of changes that a restored ledger lacks, also after new changes', async () => {
    const copy = join(region.folder, 'copy.sqlite');
    const submitAs = async (id: string) =>
      call(await node.organisation('MYLA'), 'submitReport', submission(id));
    await node.restart(() => copyFileSync(node.ledgerFile, copy));
    await submitAs('lost-1');
    await submitAs('lost-2');
    const lost = await watch('MYLA', '');
    const { resumeToken } = await eventually(() => lost.seen[0]);
    lost.cancel();
    await node.restart(() => copyFileSync(copy, node.ledgerFile));
    // The new changes get the numbers of the lost ones.
    for (const id of ['new-1', 'new-2', 'new-3']) await submitAs(id);
    await waitUntilReadable('MYLA', 'new-1');
    const resumed = await watch('MYLA', resumeToken);
    await eventually(() => resumed.failure() ?? resumed.seen[0]);
    expect(resumed.failure()).toMatchObject({
      code: status.OUT_OF_RANGE,
      details: expect.stringMatching(/WatchReceipts without a token.*ListReports/),
    });
  });

  it('refuses a token of another ledger', async () => {
    const watching = await watch('MYLA', 'abcdef-7');
    await eventually(() => watching.failure());
    expect(watching.failure()?.code).toBe(status.INVALID_ARGUMENT);
  });
});
