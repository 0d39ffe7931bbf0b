const MOST = 2_000;

/**
 * What texts led to, because a system sends the same few over and over. Only what led to exactly one entry of the code book
 * or the gazetteer gets in, and no more than 2,000 texts: nothing that a sender makes up takes memory.
 */
export type Remembered<T> = {
  get(text: string): T | undefined;
  /** Gives back what it was given. */
  keep(text: string, found: T): T;
};

export function createRemembered<T>(most: number = MOST): Remembered<T> {
  const found = new Map<string, T>();
  return {
    get: (text) => found.get(text),
    keep(text, entry) {
      if (found.size < most) found.set(text, entry);
      return entry;
    },
  };
}
