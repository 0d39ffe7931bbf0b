import { expect, it } from 'vitest';
import { BORDER_URL, borderPath } from './border-view.ts';

it('an address says all of a view, and nonsense is as at first', () => {
  const read = (text: string) => BORDER_URL.read(new URLSearchParams(text));
  for (const text of ['period=quarter&at=2026-Q3&country=XK', 'country=RS', ''])
    expect(BORDER_URL.write(read(text)).toString()).toBe(text);
  expect(read('period=week&country=Serbia&at=')).toEqual(read(''));
  expect(BORDER_URL.write(read(''), new URLSearchParams('lang=mk&at=x')).toString()).toBe('lang=mk');
});

it('a segment has an address, which keeps the period', () => {
  expect(borderPath('RS-HU')).toBe('/border/RS-HU');
  expect(borderPath('RS-HU', { period: 'quarter', at: '2026-Q3' })).toBe(
    '/border/RS-HU?period=quarter&at=2026-Q3',
  );
  expect(borderPath(undefined, { period: 'month' })).toBe('/border');
});
