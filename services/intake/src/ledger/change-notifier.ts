/** Wakes callers that wait for a change of an organisation's receipts. */
export type ChangeNotifier = {
  notify(organisations: ReadonlySet<number>): void;
  /** Resolves at the next notification for this organisation, or when the signal aborts. */
  waitForChange(organisation: number, signal: AbortSignal): Promise<void>;
  /** Calls the listener at each notification. Returns the function that unsubscribes it. */
  subscribe(listener: () => void): () => void;
};

export function createChangeNotifier(): ChangeNotifier {
  const waiting = new Map<number, Set<() => void>>();
  const listeners = new Set<() => void>();
  return {
    notify(organisations) {
      for (const organisation of organisations) {
        const wakes = waiting.get(organisation);
        if (wakes === undefined) continue;
        waiting.delete(organisation);
        for (const wake of wakes) wake();
      }
      for (const listener of listeners) listener();
    },
    waitForChange(organisation, signal) {
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
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
