/** Wakes readers in this process when records are appended or topics change. */
export type Waker = {
  nextWake(): Promise<void>;
  wake(): void;
  lastWokenAtMs(): number;
  /** Returns the function that ends the subscription. */
  onTopicsChanged(listener: () => void): () => void;
  notifyTopicsChanged(): void;
};

export function createWaker(): Waker {
  let records = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  let lastWokenAtMs = performance.now();
  return {
    nextWake: () => records.promise,
    wake: () => {
      const waiting = records;
      records = Promise.withResolvers<void>();
      lastWokenAtMs = performance.now();
      waiting.resolve();
    },
    lastWokenAtMs: () => lastWokenAtMs,
    onTopicsChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notifyTopicsChanged: () => {
      for (const listener of listeners) listener();
    },
  };
}
