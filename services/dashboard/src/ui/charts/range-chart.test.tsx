// @vitest-environment happy-dom
import { cleanup } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { renderPublic } from '../testing/render-public.tsx';
import { RangeChart } from './range-chart.tsx';

afterEach(cleanup);

const PERIODS = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];

it('silent periods are dashed, and no line connects to them', async () => {
  const { all } = await renderPublic(
    <RangeChart
      {...{ label: 'Serbia', periods: PERIODS, base: 5, most: 40, period: '2026-10' }}
      values={new Map(PERIODS.map((period, at) => [period, 5 * at]))}
      isSilent={(period) => period === '2026-08'}
    />,
  );
  expect(all('rect').map((range) => range.hasAttribute('data-silent'))).toEqual([
    false,
    false,
    true,
    false,
    false,
  ]);
  const lengths = all('polyline').map((run) => run.getAttribute('points')?.split(' ').length);
  expect(lengths).toEqual([2, 2]);
});
