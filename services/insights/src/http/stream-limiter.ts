export type StreamLimiterOptions = {
  readonly maxPerCaller: number;
  readonly maxTotal: number;
};

export type StreamOwner = { readonly key: string; readonly isPublic: boolean };

export type StreamLimiter = {
  /** Counts one in and gives what counts it out again, or says why it may not come in. */
  readonly enter: (
    listener: StreamOwner,
  ) => { readonly leave: () => void } | { readonly full: 'one' | 'all' };
};

/** Streams stay open, so that they are counted where requests are not. What the public takes leaves half for those who have signed in. */
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
