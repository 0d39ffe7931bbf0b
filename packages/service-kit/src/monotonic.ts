/**
 * Milliseconds since an arbitrary moment, for waits, timeouts and limits. The time of day can jump by hours, so use it only for
 * dates.
 */
export function monotonicMs(): number {
  return performance.now();
}
