// What runs in a page of the browser and not here: each function goes there as text, so it stands by itself.

// The little of a page that is asked for: these programs know no DOM otherwise.
declare const document: {
  querySelectorAll(selector: string): { readonly length: number };
};
declare const requestAnimationFrame: (drawn: () => void) => void;

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
