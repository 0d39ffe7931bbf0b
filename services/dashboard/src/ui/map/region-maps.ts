/** A place on a map, in pixels. */
export type Point = readonly [x: number, y: number];

/** An arrow: its tail, its tip, and the position and alignment of its number. */
export type ArrowNumbers = readonly [
  tailX: number,
  tailY: number,
  tipX: number,
  tipY: number,
  textX: number,
  textY: number,
  anchor: 'start' | 'middle' | 'end',
];

/** Maps as computed by `scripts/region-maps.ts`, in pixels. */
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
  /** Positions of country names. */
  readonly names: Readonly<Record<string, Point>>;
  /** By code of a directed segment. Borders outside of the map and named stretches have none. */
  readonly arrows: Readonly<Record<string, ArrowNumbers>>;
  /** A smaller map of the same outlines, with the centre of each of the six countries. */
  readonly close: {
    readonly width: number;
    readonly height: number;
    readonly scale: number;
    readonly offset: Point;
    readonly middles: Readonly<Record<string, Point>>;
    /** Position of each name. */
    readonly sides: Readonly<Record<string, Side>>;
  };
};

/** Side of a circle on which its label is. */
export type Side = 'right' | 'left' | 'below' | 'above';

/** For circles on the smaller map. */
export const LARGEST_RADIUS = 38;

/** The map of the public record, in the pixels of the large map. */
export type RecordGeometry = {
  /** By area: the smallest circle that contains it. */
  readonly areas: Readonly<Record<string, readonly [x: number, y: number, radius: number]>>;
  /** By the codes of two neighbours in alphabetical order, such as AL-XK. */
  readonly lines: Readonly<Record<string, readonly Point[]>>;
};
