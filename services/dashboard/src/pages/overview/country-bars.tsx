import type { ComponentProps } from 'react';
import type { Grid } from '../../model/grid.ts';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RangeLegend } from '../../ui/charts/range-legend.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { Figure } from '../../ui/figure.tsx';

/** Numbers of a single period, where a chart over time would have one thick bar for each country. */
export function CountryBars({
  grid,
  children,
  ...figure
}: Omit<ComponentProps<typeof Figure>, 'grids' | 'charts'> & { readonly grid: Grid }) {
  return (
    <Figure {...figure} grids={[grid]} charts={[{ chart: <BarsChart grid={grid} /> }]}>
      <RowBars grid={grid} />
      <RangeLegend />
      {children}
    </Figure>
  );
}
