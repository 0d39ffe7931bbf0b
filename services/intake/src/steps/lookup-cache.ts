const MAX_ENTRIES = 2_000;

/**
 * Cache of lookups, because systems repeat the same few texts. It contains at most 2,000 texts, and only
 * texts with exactly one entry of code book or gazetteer. So invented texts take no memory.
 */
export type LookupCache<T> = {
  get(text: string): T | undefined;
  /** Returns the entry. */
  set(text: string, entry: T): T;
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
