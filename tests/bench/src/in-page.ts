// What runs in a page of the browser and not here: each function goes there as text, so it stands by itself.

// The little of a page that is asked for: these programs know no DOM otherwise.
declare const document: {
  querySelector(selector: string): unknown;
  querySelectorAll(selector: string): { readonly length: number };
};
declare const MutationObserver: new (
  changed: () => void,
) => { observe(target: unknown, options: { readonly childList: true; readonly subtree: true }): void };
declare const requestAnimationFrame: (drawn: () => void) => void;

/** Runs in the page, before anything else of it: notes when it was last busy or last changed. */
export function watchBusyness(): void {
  const state = { busyUntilMs: 0, shownAtMs: 0 };
  Object.assign(globalThis, { waylightBench: state });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) state.busyUntilMs = startTime + duration;
  }).observe({ type: 'longtask' as 'measure', buffered: true });
  new MutationObserver(() => {
    const isShown =
      document.querySelector('h1') !== null && document.querySelector('.state-loading') === null;
    if (!isShown) state.shownAtMs = 0;
    else if (state.shownAtMs === 0) state.shownAtMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
}

/** Runs in the page. In ms from the start of the navigation. */
export async function untilInteractive({
  quietMs,
  longestMs,
}: {
  readonly quietMs: number;
  readonly longestMs: number;
}): Promise<number> {
  const state = Reflect.get(globalThis, 'waylightBench') as { busyUntilMs: number; shownAtMs: number };
  for (;;) {
    // As rarely as will do: on a slow CPU each look is work for the page as well.
    await new Promise((resolve) => setTimeout(resolve, quietMs / 2));
    const at = Math.max(state.busyUntilMs, state.shownAtMs);
    if (state.shownAtMs > 0 && performance.now() - at >= quietMs) return at;
    if (performance.now() > longestMs) {
      if (state.shownAtMs === 0) throw new Error(`there are no numbers after ${longestMs} ms`);
      // Then it is at least that.
      return performance.now();
    }
  }
}

/** Runs in the page: clicks so often, and tells how long it took each time, in ms, until the next frame was drawn. */
export async function timeChanges(input: unknown, times: number): Promise<number[]> {
  const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const rows = () => document.querySelectorAll('table td').length;
  const found: number[] = [];
  for (let n = 0; n < times; n++) {
    await drawn();
    const before = rows();
    const began = performance.now();
    (input as { click(): void }).click();
    await drawn();
    found.push(performance.now() - began);
    if (rows() === before) throw new Error('the filter changed nothing');
  }
  return found;
}
