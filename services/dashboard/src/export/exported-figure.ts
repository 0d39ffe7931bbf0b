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

/** All exportable content of a figure. */
export type ExportedFigure = {
  readonly title: string;
  /** Title as a sentence, which is also the title of the exported image. */
  readonly finding?: string | undefined;
  readonly grids: readonly Grid[];
  readonly charts: readonly Chart[];
  readonly explain: Explain;
  /** Notes that must be read with the numbers, such as that a year is not finished. */
  readonly notes: readonly string[];
};

/** A figure with the second line of its picture. */
export type PicturedFigure = ExportedFigure & { readonly subtitle: string };

/** Formats of exported figures. */
export const FILE_KINDS = ['csv', 'xlsx', 'hxl', 'json', 'png', 'svg'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
