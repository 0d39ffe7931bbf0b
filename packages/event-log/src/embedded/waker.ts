/** Tells those who wait in this process that records or topics have come. */
export type Waker = {
  woken(): Promise<void>;
  wake(): void;
  lastWokenAtMs(): number;
  topicsChanged(): Promise<void>;
  announceTopics(): void;
};

export function createWaker(): Waker {
  let records = Promise.withResolvers<void>();
  let topics = Promise.withResolvers<void>();
  let lastWokenAtMs = Date.now();
  return {
    woken: () => records.promise,
    wake: () => {
      const waiting = records;
      records = Promise.withResolvers<void>();
      lastWokenAtMs = Date.now();
      waiting.resolve();
    },
    lastWokenAtMs: () => lastWokenAtMs,
    topicsChanged: () => topics.promise,
    announceTopics: () => {
      const waiting = topics;
      topics = Promise.withResolvers<void>();
      waiting.resolve();
    },
  };
}
