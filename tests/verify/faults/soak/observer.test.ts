import { ReceiptState } from '@waylight/contracts/intake';
import { expect, it } from 'vitest';
import type { Operation, ReceiptSighting } from '../history.ts';
import { createObserver } from './observer.ts';

const name = { country: 'MK', organisation: 'MYLA', reportId: 'r', process: 'p' } as const;

const write = (revision: number, invokedAt: number, endedAt: number): Operation => ({
  ...name,
  kind: revision === 1 ? 'submit' : 'revise',
  content: 0,
  base: revision - 1,
  invalid: false,
  tries: 1,
  invokedAt,
  endedAt,
  outcome: { kind: 'acknowledged', receipt: { revision, state: ReceiptState.ACCEPTED } },
});

const watched = (revision: number, state: ReceiptState, at: number): ReceiptSighting => ({
  ...name,
  by: 'watch',
  revision,
  state,
  invokedAt: 0,
  endedAt: at,
});

it('a report waits from its receipt until a watch reports it as counted', () => {
  const { recorder, accepted, counted, oldestWaitMs } = createObserver();
  recorder.operation(write(1, 100, 110));
  recorder.sighting(watched(1, ReceiptState.LOGGED, 120));
  expect(oldestWaitMs(400)).toBe(290);
  recorder.sighting(watched(1, ReceiptState.COUNTED, 360));
  expect(oldestWaitMs(400)).toBe(0);
  expect(accepted.interval()).toMatchObject({ count: 1, p50: 10 });
  expect(counted.interval()).toMatchObject({ count: 1, p50: 250 });
});

it('a report counted before its sender got the answer does not wait', () => {
  const { recorder, oldestWaitMs } = createObserver();
  recorder.sighting(watched(1, ReceiptState.COUNTED, 50));
  recorder.operation(write(1, 0, 60));
  expect(oldestWaitMs(1_000)).toBe(0);
});

it('a report revised meanwhile waits for its last revision', () => {
  const { recorder, counted, oldestWaitMs } = createObserver();
  recorder.operation(write(1, 0, 10));
  recorder.operation(write(2, 20, 30));
  recorder.sighting(watched(1, ReceiptState.COUNTED, 40));
  expect(oldestWaitMs(100)).toBe(70);
  recorder.sighting(watched(2, ReceiptState.COUNTED, 50));
  expect(counted.interval()).toMatchObject({ count: 1, p50: 20 });
});

it('records faults from injection to healing', () => {
  const { recorder, faults } = createObserver();
  recorder.event('restart-broker injected', 'SIGKILL to Kafka');
  recorder.event('restart-broker healed', '');
  recorder.event('the faults are over', '');
  expect(faults()).toMatchObject([{ name: 'restart-broker', to: expect.any(Number) }]);
});
