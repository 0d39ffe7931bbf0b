import type { ReactNode } from 'react';
import type { Explain } from '../api/schemas.ts';
import type { Grid } from '../model/grid.ts';

export type Chart = {
  /** Heading if a figure has several. */
  readonly title?: string;
  /** Renders an `<svg>` with a `viewBox`. */
  readonly chart: ReactNode;
  readonly isMap?: boolean;
};

/** Everything of a figure that can be exported. */
export type ExportedFigure = {
  readonly title: string;
  /** What the figure shows, as a sentence; the title of its picture. */
  readonly finding?: string | undefined;
  readonly grids: readonly Grid[];
  readonly charts: readonly Chart[];
  readonly explain: Explain;
  /** Facts that must be read with the numbers, such as a year that is not finished. */
  readonly notes: readonly string[];
};

/** Formats of exported figures. */
export const FILE_KINDS = ['csv', 'xlsx', 'hxl', 'json', 'png', 'svg'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
