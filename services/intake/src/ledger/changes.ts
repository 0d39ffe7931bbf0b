/** Who waits for an organisation's receipts to change, and the news that they did. */
export type Changes = {
  announce(organisations: ReadonlySet<number>): void;
  /** Resolves at the next announcement for this organisation, or when the signal fires. */
  next(organisation: number, signal: AbortSignal): Promise<void>;
  /** Called at every announcement of anything. */
  onAny(listener: () => void): () => void;
};

export function createChanges(): Changes {
  const waiting = new Map<number, Set<() => void>>();
  const listeners = new Set<() => void>();
  return {
    announce(organisations) {
      for (const organisation of organisations) {
        const wakes = waiting.get(organisation);
        if (wakes === undefined) continue;
        waiting.delete(organisation);
        for (const wake of wakes) wake();
      }
      for (const listener of listeners) listener();
    },
    next(organisation, signal) {
      if (signal.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const wakes = waiting.get(organisation) ?? new Set();
      waiting.set(organisation, wakes);
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        wakes.delete(wake);
        resolve();
      };
      wakes.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      return promise;
    },
    onAny(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
