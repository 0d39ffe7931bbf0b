import { afterEach, expect, it, vi } from 'vitest';
import { nextPublication, wakeAtPublication } from './publication-time.ts';

afterEach(() => vi.useRealTimers());

const at = (text: string): number => Date.parse(text);

it.each([
  ['in winter', '2025-01-15T07:59:59Z', '2025-01-15T09:00:00Z'],
  ['in summer', '2025-07-15T07:59:59Z', '2025-07-15T08:00:00Z'],
  ['at the hour itself', '2025-01-15T09:00:00Z', '2025-01-16T09:00:00Z'],
  ['on the day on which summer time begins', '2025-03-29T12:00:00Z', '2025-03-30T08:00:00Z'],
  ['on the day on which summer time ends', '2025-10-25T12:00:00Z', '2025-10-26T09:00:00Z'],
])(
  'releases that are decided %s are published at the next ten o’clock of Belgrade',
  (_, decided, published) => {
    expect(new Date(nextPublication(at(decided)))).toEqual(new Date(at(published)));
  },
);

it('a round starts at each publication until the end of the subscription', () => {
  vi.useFakeTimers({ now: at('2025-03-29T08:20:00Z') });
  const rounds: string[] = [];
  const end = wakeAtPublication(Date.now).subscribe(() => void rounds.push(new Date().toISOString()));
  vi.advanceTimersByTime(2 * 86_400_000);
  end();
  vi.advanceTimersByTime(2 * 86_400_000);
  expect(rounds).toEqual([
    '2025-03-29T09:00:00.000Z',
    '2025-03-30T08:00:00.000Z',
    '2025-03-31T08:00:00.000Z',
  ]);
});
