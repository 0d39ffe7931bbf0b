import { status } from '@grpc/grpc-js';
import { Outcome, type SubmitReportsRequest, SubmitReportsResponse } from '@waylight/contracts/intake';
import { RpcFailure } from '@waylight/service-kit/client';
import { describe, expect, it } from 'vitest';
import type { ImportNode } from './node-calls.ts';
import { type Operation, submitOperations } from './submit-operations.ts';

const operations = Array.from(
  { length: 6 },
  (_, index): Operation => ({
    $case: 'retract',
    value: { reportId: `r-${index}`, baseRevision: 0, reason: 0, validateOnly: false },
  }),
);

const done = ({ ordinal }: SubmitReportsRequest): SubmitReportsResponse =>
  SubmitReportsResponse.fromPartial({
    ordinal,
    reportId: `r-${ordinal}`,
    result: { $case: 'accepted', value: { outcome: Outcome.ACCEPTED } },
  });

const refusal = ({ ordinal }: SubmitReportsRequest, code: number, retryAfterMs = 0): SubmitReportsResponse =>
  SubmitReportsResponse.fromPartial({
    ordinal,
    result: { $case: 'refused', value: { code, message: 'no', retryAfterMs } },
  });

const lost = () => new RpcFailure({ address: 'n', path: '/SubmitReports' }, 'UNAVAILABLE', 'gone');

/** A node with one script per stream. */
function node(
  ...scripts: ((request: SubmitReportsRequest, index: number) => SubmitReportsResponse)[]
): Pick<ImportNode, 'submitReports'> & { opened: number } {
  const scripted = {
    opened: 0,
    async *submitReports(requests: AsyncIterable<SubmitReportsRequest>) {
      const script = scripts[Math.min(scripted.opened, scripts.length - 1)];
      scripted.opened += 1;
      let index = 0;
      for await (const request of requests) {
        if (script !== undefined) yield script(request, index);
        index += 1;
      }
    },
  };
  return scripted;
}

const { signal } = new AbortController();
const kinds = (outcomes: readonly { kind: string }[]) => outcomes.map(({ kind }) => kind).join(' ');

describe('submitOperations', () => {
  it('returns outcomes in the order of the operations, whatever the order of the answers', async () => {
    const reversed = {
      async *submitReports(requests: AsyncIterable<SubmitReportsRequest>) {
        const all: SubmitReportsRequest[] = [];
        for await (const request of requests) all.push(request);
        for (const request of all.reverse()) yield done(request);
        const [again] = all;
        if (again !== undefined) yield done(again);
      },
    };
    let answered = 0;
    const outcomes = await submitOperations(reversed, operations, {
      signal,
      onAnswer: () => (answered += 1),
    });
    expect(answered).toBe(operations.length);
    expect(kinds(outcomes)).toBe(operations.map(() => 'accepted').join(' '));
  });

  it('resubmits unanswered operations after a lost connection', async () => {
    const breaking = node((request, index) => {
      if (index === 2) throw lost();
      return done(request);
    }, done);
    expect(await submitOperations(breaking, operations, { signal })).toHaveLength(6);
    expect(breaking.opened).toBe(2);
  });

  it('resubmits operations for which the node was busy, but not refused operations', async () => {
    const asked: bigint[] = [];
    const busy = node(
      (request, index) => {
        asked.push(request.ordinal);
        if (index === 1) return refusal(request, status.INVALID_ARGUMENT);
        return index === 3 ? refusal(request, status.RESOURCE_EXHAUSTED, 60) : done(request);
      },
      (request) => {
        asked.push(request.ordinal);
        return done(request);
      },
    );
    const outcomes = await submitOperations(busy, operations, { signal });
    expect(kinds(outcomes)).toBe('accepted refused accepted accepted accepted accepted');
    expect(asked).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 3n]);
  });

  it('treats a stream that ends early as a lost connection', async () => {
    const short = node((request, index) => {
      if (index > 3) throw lost();
      return done(request);
    }, done);
    expect(await submitOperations(short, operations, { signal })).toHaveLength(6);
  });

  it('does not retry a permanent error', async () => {
    const closed = node(() => {
      throw new RpcFailure({ address: 'n', path: '/SubmitReports' }, 'PERMISSION_DENIED', 'no');
    });
    await expect(submitOperations(closed, operations, { signal })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    expect(closed.opened).toBe(1);
  });

  it('ends when the signal aborts', async () => {
    const controller = new AbortController();
    const gone = node(() => {
      controller.abort();
      throw lost();
    });
    await expect(submitOperations(gone, operations, { signal: controller.signal })).rejects.toThrow();
  });
});
