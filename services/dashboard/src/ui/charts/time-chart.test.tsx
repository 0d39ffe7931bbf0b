// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import type { NumberCell, Silence } from '../../model/grid.ts';
import type { Line } from '../../model/lines.ts';
import { renderPublic } from '../testing/render-public.tsx';
import { TimeChart } from './time-chart.tsx';

const PERIODS = ['2026-07', '2026-08', '2026-09', '2026-10'];

const number = (value: number, silent: Silence = 'none'): NumberCell => ({
  ...{ kind: 'number', value, min: Math.max(0, value - 4), max: value + 4, base: 5, silent },
});
const line = (country: string, ...cells: readonly NumberCell[]): Line => ({
  head: { id: country, dimension: 'country' },
  cells: new Map(cells.map((cell, at) => [PERIODS[at] ?? '', cell])),
});
const LINES = [
  line('RS', number(80), number(75), number(90), number(85)),
  line('BA', number(20), number(0), number(0), number(5)),
  line('MK', number(35), number(35, 'own'), number(30), number(25, 'part')),
  line('AL', number(10), number(10), number(5), number(0)),
];

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const draw = (lines: readonly Line[]) =>
  renderPublic(<TimeChart label="Where" lines={lines} periods={PERIODS} />);
const yOf = (point: Element | undefined) =>
  Number(/ ([\d.]+)\)$/.exec(point?.getAttribute('transform') ?? '')?.[1]);
const numberOf = (element: Element, name: string) => Number(element.getAttribute(name));

it('every point, also of 0–4, is in the middle of its range', async () => {
  const { all } = await draw(LINES.slice(0, 3));
  const points = all('[data-point]');
  const middles = all('rect').map((range) => numberOf(range, 'y') + numberOf(range, 'height') / 2);
  expect(middles).toHaveLength(12);
  for (const [at, middle] of middles.entries()) expect(yOf(points[at])).toBeCloseTo(middle, 6);
});

it('with more than three lines, only silent periods, the selected period and the pointed line have ranges', async () => {
  const { container, all } = await draw(LINES);
  const ranges = () => all('[data-series] rect');
  expect(ranges().map((range) => range.getAttribute('data-silent'))).toEqual(['true', 'true']);
  fireEvent.focusIn(screen.getByRole('slider', { name: 'Period of the values shown' }));
  expect(ranges()).toHaveLength(LINES.length + 1);
  const serbia = all('[data-series="0"] [data-point]');
  fireEvent.pointerMove(container.firstElementChild as Element, {
    clientX: 10_000,
    clientY: yOf(serbia.at(-1)),
  });
  expect(all('[data-series="0"] rect')).toHaveLength(PERIODS.length);
  fireEvent.pointerLeave(container.firstElementChild as Element);
  expect(ranges()).toHaveLength(2);
});

it('no line connects to a period in which its own country was silent, and a partly silent one is dashed', async () => {
  const { all } = await draw(LINES);
  expect(all('[data-series="0"] line')).toHaveLength(3);
  const lines = all('[data-series="2"] line');
  expect(lines.map((step) => step.getAttribute('data-silent'))).toEqual(['true']);
  expect(all('[data-series="2"] [data-point][data-silent]')).toHaveLength(2);
});

it('the values of a period are shown by keyboard and by pointer', async () => {
  const { container } = await draw(LINES);
  const values = container.querySelector<HTMLElement>('[id$=-values]');
  const slider = screen.getByRole<HTMLInputElement>('slider', { name: 'Period of the values shown' });
  expect(values?.hidden).toBe(true);
  fireEvent.input(slider, { target: { value: '2' } });
  expect(values?.querySelector('strong')?.textContent).toBe('September 2026');
  expect(slider.getAttribute('aria-valuetext')).toMatch(/^September 2026: Serbia ≈\s90 \(86–94\); .*0–4/);
  expect(values?.querySelectorAll('li')).toHaveLength(LINES.length);
  fireEvent.pointerMove(container.firstElementChild as Element, { clientX: 0, clientY: 120 });
  expect(values?.querySelector('strong')?.textContent).toBe('July 2026');
});

it.each([
  [960, 'g[data-series]:has(> text)'],
  [390, 'li[data-series]'],
])('each line has a point of its own shape next to its name, %i pixels wide', async (width, names) => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width);
  const { all } = await draw(LINES);
  const shapes = all(`${names} path`).map((shape) => shape.getAttribute('d'));
  expect(shapes).toHaveLength(LINES.length);
  expect(new Set(shapes).size).toBe(LINES.length);
});
