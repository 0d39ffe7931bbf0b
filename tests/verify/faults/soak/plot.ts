/** One line of a panel; undefined for missing values. */
export type Series = { readonly name: string; readonly values: readonly (number | undefined)[] };

export type Panel = {
  readonly title: string;
  readonly unit: string;
  /** A logarithmic axis, for values between a millisecond and a minute. */
  readonly logarithmic?: boolean;
  readonly series: readonly Series[];
};

export type Tick = { readonly at: number; readonly label: string };

/** Maps values to positions from 0 (bottom) to 1 (top), with ticks at round numbers. */
export type Scale = { readonly place: (value: number) => number; readonly ticks: readonly Tick[] };

/** From zero to above the maximum, in steps of 1, 2 or 5. */
export function linearScale(most: number, steps = 4): Scale {
  const step = roundStep(Math.max(most, 1e-9) / steps);
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  const top = step * count;
  return {
    place: (value) => value / top,
    ticks: Array.from({ length: count + 1 }, (_, n) => ({
      at: (n * step) / top,
      label: formatTick(n * step),
    })),
  };
}

/** Whole powers of ten around all positive values. */
export function logarithmicScale(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0);
  const least = positive.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = positive.reduce((a, b) => Math.max(a, b), 0);
  const low = most === 0 ? 0 : Math.floor(Math.log10(least));
  const high = Math.max(low + 1, most === 0 ? 1 : Math.ceil(Math.log10(most)));
  const place = (value: number) => (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low);
  return {
    place,
    ticks: Array.from({ length: high - low + 1 }, (_, n) => ({
      at: n / (high - low),
      label: formatTick(10 ** (low + n)),
    })),
  };
}

function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const [step = 10] = [1, 2, 5].filter((one) => one * power >= wanted * 0.999);
  return step * power;
}

const formatTick = (value: number): string => Number(value.toPrecision(6)).toLocaleString('en');

/** Returns a path through all points, with a gap for each undefined one. */
export function linePath(points: readonly (readonly [x: number, y: number] | undefined)[]): string {
  let path = '';
  let lifted = true;
  for (const point of points) {
    if (point !== undefined) path += `${lifted ? 'M' : 'L'}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    lifted = point === undefined;
  }
  return path;
}
