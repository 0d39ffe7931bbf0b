export type Listeners<T> = {
  /** Adds a listener. Returns the function that removes it. */
  readonly add: (listener: (event: T) => void) => () => void;
  readonly emit: (event: T) => void;
};

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(event: T) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    // A listener may remove itself, or add another one.
    emit: (event) => {
      for (const listener of [...all]) listener(event);
    },
  };
}
