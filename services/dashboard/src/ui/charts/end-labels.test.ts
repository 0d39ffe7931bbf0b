import { expect, it } from 'vitest';
import { shortened, spreadLabels } from './end-labels.ts';

const SPACE = { gap: 10, top: 0, bottom: 100 };

it('labels with room stay where they are', () => {
  expect(spreadLabels([50, 20, 80], SPACE)).toEqual([50, 20, 80]);
});

it('labels at one place are moved apart, in order and within the chart', () => {
  expect(spreadLabels([50, 50, 50], SPACE)).toEqual([50, 60, 70]);
  expect(spreadLabels([99, 100, 98], SPACE)).toEqual([90, 100, 80]);
});

it('a text that does not fit ends with an ellipsis', () => {
  const widthOf = (text: string) => 10 * text.length;
  expect(shortened('Serbia', 60, widthOf)).toBe('Serbia');
  expect(shortened('Bosnia and Herzegovina', 80, widthOf)).toBe('Bosnia…');
  expect(shortened('Serbia', 0, widthOf)).toBe('S…');
});
