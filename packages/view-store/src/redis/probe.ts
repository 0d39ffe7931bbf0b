const KEPT_MS = 60_000;

/** A write that changes nothing that counts: a server may answer and yet take none, for want of memory or disk. */
export function probeCommand(key: string): string[] {
  return ['SET', key, '1', 'PX', String(KEPT_MS)];
}
