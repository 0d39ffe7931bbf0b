export type StreamLimiterOptions = {
  readonly maxPerCaller: number;
  readonly maxTotal: number;
};

export type StreamOwner = { readonly key: string; readonly isPublic: boolean };

export type StreamLimiter = {
  /** Counts a stream until `leave` is called. Returns `full` if a maximum is reached: `one` of this caller, `all` in total. */
  readonly enter: (owner: StreamOwner) => { readonly leave: () => void } | { readonly full: 'one' | 'all' };
};

/** Limits open streams. The public gets at most half of them, so that the other half is left for sessions. */
export function createStreamLimiter({ maxPerCaller, maxTotal }: StreamLimiterOptions): StreamLimiter {
  const byKey = new Map<string, number>();
  let [all, ofPublic] = [0, 0];
  return {
    enter({ key, isPublic }) {
      const own = byKey.get(key) ?? 0;
      if (own >= maxPerCaller) return { full: 'one' };
      if (all >= maxTotal || (isPublic && ofPublic >= Math.floor(maxTotal / 2))) return { full: 'all' };
      byKey.set(key, own + 1);
      all += 1;
      ofPublic += isPublic ? 1 : 0;
      let isIn = true;
      return {
        leave: () => {
          if (!isIn) return;
          isIn = false;
          const left = (byKey.get(key) ?? 1) - 1;
          if (left === 0) byKey.delete(key);
          else byKey.set(key, left);
          all -= 1;
          ofPublic -= isPublic ? 1 : 0;
        },
      };
    },
  };
}
