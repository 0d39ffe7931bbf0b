/**
 * Milliseconds since an arbitrary moment, for waits, timeouts and limits. The time of day can jump by hours, and is only for dates.
 */
export function monotonicMs(): number {
  return performance.now();
}
