/** Tells those who wait in this process that records or topics have come. */
export type Waker = {
  woken(): Promise<void>;
  wake(): void;
  lastWokenAtMs(): number;
  /** Answers what ends the listening. */
  onTopics(listener: () => void): () => void;
  announceTopics(): void;
};

export function createWaker(): Waker {
  let records = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  let lastWokenAtMs = performance.now();
  return {
    woken: () => records.promise,
    wake: () => {
      const waiting = records;
      records = Promise.withResolvers<void>();
      lastWokenAtMs = performance.now();
      waiting.resolve();
    },
    lastWokenAtMs: () => lastWokenAtMs,
    onTopics: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announceTopics: () => {
      for (const listener of listeners) listener();
    },
  };
}
