/** A place on a map, in pixels. */
export type Point = readonly [x: number, y: number];

/** An arrow: its tail, its tip, and the place of its number with the side on which that begins. */
export type ArrowNumbers = readonly [
  tailX: number,
  tailY: number,
  tipX: number,
  tipY: number,
  textX: number,
  textY: number,
  anchor: 'start' | 'middle' | 'end',
];

/** Maps as `scripts/region-maps.ts` computes them, in pixels. */
export type RegionMaps = {
  readonly width: number;
  readonly height: number;
  readonly countries: readonly {
    readonly code: string;
    readonly shape: string;
    readonly isOfTheSix: boolean;
  }[];
  /** Lines between neighbours, each once. */
  readonly borders: string;
  /** Places of names of countries. */
  readonly names: Readonly<Record<string, Point>>;
  /** By the code of a directed segment. None for a border that the map does not show, and for a named stretch of one. */
  readonly arrows: Readonly<Record<string, ArrowNumbers>>;
  /** A smaller map that shows the middle of the same outlines, with the middle of each of the six. */
  readonly close: {
    readonly width: number;
    readonly height: number;
    readonly scale: number;
    readonly offset: Point;
    readonly middles: Readonly<Record<string, Point>>;
    /** Where the name of each has room. */
    readonly sides: Readonly<Record<string, Side>>;
  };
};

/** The side of a circle on which its label is. */
export type Side = 'right' | 'left' | 'below' | 'above';

/** Of the circles on the smaller map. */
export const LARGEST_RADIUS = 38;

/** The map of the public record, in the pixels of the large map. */
export type RecordGeometry = {
  /** By area: middle and radius of the circle that contains it. */
  readonly areas: Readonly<Record<string, readonly [x: number, y: number, radius: number]>>;
  /** By the codes of two neighbours in alphabetical order, as in AL-XK. */
  readonly lines: Readonly<Record<string, readonly Point[]>>;
};
