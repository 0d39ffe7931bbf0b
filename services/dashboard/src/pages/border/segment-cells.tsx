import type { ReactNode } from 'react';
import { SilentMark } from '../../completeness/silent-mark.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import type { SegmentNumbers } from './segments.ts';

/** What every table of segments begins a row with: the segment, marked in a silence of either end, and its released number. */
export const segmentCells = (
  { code, value, cell, isSilent }: Pick<SegmentNumbers, 'code' | 'value' | 'cell' | 'isSilent'>,
  base: number,
): readonly [ReactNode, ReactNode] => [
  <span key="segment">
    <CodeName dimension="segment" code={code} />
    {isSilent && <SilentMark of="region" />}
  </span>,
  value === undefined ? (
    <NotGiven key="value" />
  ) : (
    <Rounded key="value" value={value} form="cell" base={base} cell={cell} />
  ),
];
