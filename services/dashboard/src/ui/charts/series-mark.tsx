/** Corners of the points of a series, as x and y for a radius of 1. The first one is a circle. */
const CORNERS = [
  [],
  [-1, -1, 1, -1, 1, 1, -1, 1],
  [0, -1.3, 1.2, 0.9, -1.2, 0.9],
  [0, -1.4, 1.4, 0, 0, 1.4, -1.4, 0],
  [0, 1.3, -1.2, -0.9, 1.2, -0.9],
  [-1.6, -0.6, 1.6, -0.6, 1.6, 0.6, -1.6, 0.6],
  [-0.6, -1.6, 0.6, -1.6, 0.6, 1.6, -0.6, 1.6],
  [-1.4, -1.2, 1.4, -1.2, -1.4, 1.2, 1.4, 1.2],
] as const;

const circle = (r: number): string => `M${-r} 0a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
const polygon = (corners: readonly number[], r: number): string =>
  `M${corners.map((one) => (one * r).toFixed(1)).join(' ')}z`;

/** The point of a series. Each has its own shape, so that lines differ without colour. */
export function SeriesMark({
  at,
  x,
  y,
  radius,
  className,
  isSilent = false,
  isKey = false,
}: {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly className: string | undefined;
  /** A silent point is a circle in every series, as in maps and tables. */
  readonly isSilent?: boolean;
  /** True next to a name, where it is no point of the chart. */
  readonly isKey?: boolean;
}) {
  const corners: readonly number[] = (isSilent ? undefined : CORNERS[at % CORNERS.length]) ?? [];
  return (
    <path
      className={className}
      data-point={isKey ? undefined : true}
      data-silent={isSilent || undefined}
      transform={`translate(${x} ${y})`}
      d={corners.length === 0 ? circle(radius) : polygon(corners, radius)}
    />
  );
}

/** The point of a series before its name. */
export function SeriesKey({
  at,
  className,
}: {
  readonly at: number;
  readonly className: string | undefined;
}) {
  return (
    <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
      <SeriesMark at={at} x={0} y={0} radius={3.5} className={className} isKey />
    </svg>
  );
}
