import { status } from '@grpc/grpc-js';
import {
  Outcome,
  Report,
  type SubmitReportsRequest,
  SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { expect, test } from 'vitest';
import type { IntakeCalls } from '../connection/connect.ts';
import { isAccepted, refusalLines, submitReports } from './submit-reports.ts';

const requests = ['a', 'b', 'c'].map((reportId) => ({
  report: Report.fromPartial({ reportId }),
  validateOnly: false,
}));
const context = {
  signal: new AbortController().signal,
  progress: async () => ({ update: () => undefined, stop: () => undefined }),
};

type Answer = Parameters<typeof SubmitReportsResponse.fromPartial>[0];

function node(answer: (request: SubmitReportsRequest, round: number) => Answer) {
  const rounds: string[][] = [];
  const intake: Pick<IntakeCalls, 'submitReports'> = {
    async *submitReports(operations) {
      const round: string[] = [];
      rounds.push(round);
      for await (const request of operations) {
        const reportId =
          request.operation?.$case === 'submit' ? (request.operation.value.report?.reportId ?? '') : '';
        round.push(reportId);
        yield SubmitReportsResponse.fromPartial({
          ordinal: request.ordinal,
          reportId,
          ...answer(request, rounds.length),
        });
      }
    },
  };
  return { intake, rounds };
}

const accepted: Answer = { result: { $case: 'accepted', value: { outcome: Outcome.ACCEPTED } } };
const refused = (code: number, retryAfterMs: number): Answer => ({
  result: {
    $case: 'refused',
    value: {
      code,
      message: 'a message',
      retryAfterMs,
      violations: [{ field: 'types', description: 'is unknown', candidates: ['pushback'] }],
    },
  },
});

test('there is one result for each request, in their order', async () => {
  const { intake } = node(({ ordinal }) => (ordinal === 1n ? refused(status.INVALID_ARGUMENT, 0) : accepted));
  const results = await submitReports(context, intake, 'sending', requests);
  expect(results.map(isAccepted)).toEqual([true, false, true]);
  expect(results.flatMap(refusalLines)).toEqual([
    'b: invalid argument: a message',
    '  types: is unknown (nearest: pushback)',
  ]);
});

test('only operations for which the node was too busy are sent again', async () => {
  const { intake, rounds } = node(({ ordinal }, round) =>
    ordinal === 2n && round < 3 ? refused(status.RESOURCE_EXHAUSTED, 1) : accepted,
  );
  const results = await submitReports(context, intake, 'sending', requests);
  expect(results.every(isAccepted)).toBe(true);
  expect(rounds).toEqual([['a', 'b', 'c'], ['c'], ['c']]);
});
