const MAX_ENTRIES = 2_000;

/**
 * What texts led to, because a system sends the same few over and over. Only what led to exactly one entry of the code book
 * or the gazetteer gets in, and no more than 2,000 texts: nothing that a sender makes up takes memory.
 */
export type LookupCache<T> = {
  get(text: string): T | undefined;
  /** Gives back what it was given. */
  set(text: string, found: T): T;
};

export function createLookupCache<T>(maxEntries: number = MAX_ENTRIES): LookupCache<T> {
  const entries = new Map<string, T>();
  return {
    get: (text) => entries.get(text),
    set(text, entry) {
      if (entries.size < maxEntries) entries.set(text, entry);
      return entry;
    },
  };
}
