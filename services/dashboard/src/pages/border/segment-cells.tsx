import type { ReactNode } from 'react';
import { CodeName } from '../../parts/code-name.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import type { SegmentNumbers } from './segments.ts';

/** What every table of segments begins a row with: the segment, and its released number. */
export const segmentCells = (
  { code, value }: Pick<SegmentNumbers, 'code' | 'value'>,
  base: number,
): readonly [ReactNode, ReactNode] => [
  <CodeName key="segment" dimension="segment" code={code} />,
  value === undefined ? (
    <NotGiven key="value" />
  ) : (
    <Rounded key="value" value={value} form="cell" base={base} />
  ),
];
