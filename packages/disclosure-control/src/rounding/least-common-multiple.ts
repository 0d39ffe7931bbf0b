/** Returns the least common multiple of 1 to `most`. Multiplied by it, fractions with these denominators are whole numbers. */
export function leastCommonMultipleUpTo(most: number): number {
  let multiple = 1;
  for (let n = 2; n <= most; n++) multiple = (multiple / greatestCommonDivisor(multiple, n)) * n;
  return multiple;
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
