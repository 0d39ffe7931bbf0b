// Functions that run in a page of the browser: each is sent there as text, so it refers to nothing outside itself.

// The few DOM functions that are used: this project is compiled without the DOM library.
declare const document: {
  querySelectorAll(selector: string): { readonly length: number };
};
declare const requestAnimationFrame: (drawn: () => void) => void;

/** Clicks repeatedly, and returns the times in ms from each click until the next frame is drawn. */
export async function timeChanges(
  input: unknown,
  { times, changed }: { readonly times: number; readonly changed: string },
): Promise<number[]> {
  const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const shown = () => document.querySelectorAll(changed).length;
  const found: number[] = [];
  for (let n = 0; n < times; n++) {
    await drawn();
    const before = shown();
    const began = performance.now();
    (input as { click(): void }).click();
    await drawn();
    found.push(performance.now() - began);
    if (shown() === before) throw new Error('the filter changed nothing');
  }
  return found;
}
