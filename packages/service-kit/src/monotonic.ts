/**
 * Milliseconds that have gone by, counted from some moment that means nothing. For everything that waits, expires or is
 * limited: the time of day may be set forward and back by hours, and is for dates that people read.
 */
export function monotonicMs(): number {
  return performance.now();
}
