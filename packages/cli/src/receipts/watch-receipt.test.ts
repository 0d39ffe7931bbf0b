import { Receipt, ReceiptState, type WatchReceiptsRequest } from '@waylight/contracts/intake';
import { type RpcCode, RpcFailure } from '@waylight/service-kit/client';
import { expect, test } from 'vitest';
import type { IntakeCalls } from '../connection/connect.ts';
import { watchReceipt } from './watch-receipt.ts';

type Calls = Pick<IntakeCalls, 'getReceipt' | 'watchReceipts'>;
const at = (state: ReceiptState) => Receipt.fromPartial({ reportId: 'a', revision: 1, state });
const failure = (code: RpcCode) =>
  new RpcFailure({ address: 'h:1', path: '/s/WatchReceipts' }, code, 'Connection dropped');
const lost = () => failure('UNAVAILABLE');

function watcher(streams: (() => AsyncGenerator<[ReceiptState, string]>)[], current: ReceiptState[]) {
  const requests: WatchReceiptsRequest[] = [];
  const messages: string[] = [];
  const intake: Calls = {
    async getReceipt() {
      return { receipt: at(current.shift() ?? ReceiptState.ACCEPTED) };
    },
    async *watchReceipts(request) {
      requests.push(request);
      for await (const [state, resumeToken] of streams.shift()?.() ?? [])
        yield { receipt: at(state), resumeToken };
    },
  };
  const signal = AbortSignal.timeout(10_000);
  return {
    requests,
    messages,
    receipts: watchReceipt(intake, 'a', { printMessage: (line) => messages.push(line), signal }),
  };
}

test('returns the current receipt, then each change once', async () => {
  const { receipts, requests } = watcher(
    [
      async function* () {
        yield [ReceiptState.ACCEPTED, 't1'];
        yield [ReceiptState.LOGGED, 't2'];
        yield [ReceiptState.COUNTED, 't3'];
      },
    ],
    [ReceiptState.ACCEPTED],
  );
  const states: ReceiptState[] = [];
  for await (const { state } of receipts) {
    states.push(state);
    if (state === ReceiptState.COUNTED) break;
  }
  expect(states).toEqual([ReceiptState.ACCEPTED, ReceiptState.LOGGED, ReceiptState.COUNTED]);
  expect(requests).toEqual([{ resumeToken: '', reportIds: ['a'] }]);
});

test('resumes a lost connection with its token, without missing a change', async () => {
  const { receipts, requests, messages } = watcher(
    [
      async function* () {
        yield [ReceiptState.LOGGED, 't2'];
        throw lost();
      },
    ],
    [ReceiptState.ACCEPTED, ReceiptState.IN_RELEASE],
  );
  const states: ReceiptState[] = [];
  for await (const { state } of receipts) {
    states.push(state);
    if (state === ReceiptState.IN_RELEASE) break;
  }
  expect(states).toEqual([ReceiptState.ACCEPTED, ReceiptState.LOGGED, ReceiptState.IN_RELEASE]);
  expect(requests.map(({ resumeToken }) => resumeToken)).toEqual(['', 't2']);
  expect(messages).toEqual(['the connection was lost; reconnecting']);
});

test('continues without its token after the node was restored', async () => {
  const { receipts, requests, messages } = watcher(
    [
      async function* () {
        yield [ReceiptState.LOGGED, 't2'];
        throw failure('OUT_OF_RANGE');
      },
    ],
    [ReceiptState.LOGGED, ReceiptState.COUNTED],
  );
  const states: ReceiptState[] = [];
  for await (const { state } of receipts) {
    states.push(state);
    if (state === ReceiptState.COUNTED) break;
  }
  expect(states).toEqual([ReceiptState.LOGGED, ReceiptState.COUNTED]);
  expect(requests.map(({ resumeToken }) => resumeToken)).toEqual(['', '']);
  expect(messages).toEqual(['the node was restored to an earlier time; watching from its current receipt']);
});

test('reports each further release of a report that is already in a release', async () => {
  const inReleases = (...releases: string[]) =>
    Receipt.fromPartial({ reportId: 'a', revision: 1, state: ReceiptState.IN_RELEASE, releases });
  const intake: Calls = {
    getReceipt: () => Promise.resolve({ receipt: inReleases('month') }),
    async *watchReceipts() {
      yield { receipt: inReleases('month'), resumeToken: 't1' };
      yield { receipt: inReleases('month', 'quarter'), resumeToken: 't2' };
      yield { receipt: Receipt.fromPartial({ reportId: 'a', revision: 2 }), resumeToken: 't3' };
    },
  };
  const signal = AbortSignal.timeout(10_000);
  const seen: (readonly string[])[] = [];
  for await (const { revision, releases } of watchReceipt(intake, 'a', {
    printMessage: () => undefined,
    signal,
  })) {
    if (revision === 2) break;
    seen.push(releases);
  }
  expect(seen).toEqual([['month'], ['month', 'quarter']]);
});

test('the connection to a node that never answered is not retried', async () => {
  const intake: Calls = {
    getReceipt: () => Promise.reject(lost()),
    async *watchReceipts() {
      yield* [];
      throw lost();
    },
  };
  const signal = AbortSignal.timeout(10_000);
  await expect(watchReceipt(intake, 'a', { printMessage: () => undefined, signal }).next()).rejects.toThrow(
    'Connection dropped',
  );
});
