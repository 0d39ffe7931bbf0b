import { Receipt, ReceiptState, type WatchReceiptsRequest } from '@waylight/contracts/intake';
import { RpcFailure } from '@waylight/service-kit/client';
import { expect, test } from 'vitest';
import type { IntakeCalls } from '../connection/connect.ts';
import { watchReceipt } from './watch-receipt.ts';

type Calls = Pick<IntakeCalls, 'getReceipt' | 'watchReceipts'>;
const at = (state: ReceiptState) => Receipt.fromPartial({ reportId: 'a', revision: 1, state });
const lost = () =>
  new RpcFailure({ address: 'h:1', path: '/s/WatchReceipts' }, 'UNAVAILABLE', 'Connection dropped');

function watcher(streams: (() => AsyncGenerator<[ReceiptState, string]>)[], current: ReceiptState[]) {
  const asked: WatchReceiptsRequest[] = [];
  const said: string[] = [];
  const intake: Calls = {
    async getReceipt() {
      return { receipt: at(current.shift() ?? ReceiptState.ACCEPTED) };
    },
    async *watchReceipts(request) {
      asked.push(request);
      for await (const [state, resumeToken] of streams.shift()?.() ?? [])
        yield { receipt: at(state), resumeToken };
    },
  };
  const signal = AbortSignal.timeout(10_000);
  return {
    asked,
    said,
    receipts: watchReceipt(intake, 'a', { printMessage: (line) => said.push(line), signal }),
  };
}

test('tells the receipt as it is, then each change once', async () => {
  const { receipts, asked } = watcher(
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
  expect(asked).toEqual([{ resumeToken: '', reportIds: ['a'] }]);
});

test('takes a lost connection up with its token, and sees what changed meanwhile', async () => {
  const { receipts, asked, said } = watcher(
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
  expect(asked.map(({ resumeToken }) => resumeToken)).toEqual(['', 't2']);
  expect(said).toEqual(['the connection was lost; trying to get it back']);
});

test('reports each further release of a report that is in one already', async () => {
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

test('a node that never answered is not waited for', async () => {
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
