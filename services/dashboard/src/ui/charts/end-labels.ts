/** Moves labels apart that would overlap, as little as possible, between `top` and `bottom`. Keeps their order. */
export function spreadLabels(
  wanted: readonly number[],
  { gap, top, bottom }: { readonly gap: number; readonly top: number; readonly bottom: number },
): readonly number[] {
  const order = wanted.map((y, at) => ({ y, at })).toSorted((a, b) => a.y - b.y);
  const placed = order.map(({ y }) => Math.min(Math.max(y, top), bottom));
  for (let at = 1; at < placed.length; at += 1)
    placed[at] = Math.max(placed[at] ?? 0, (placed[at - 1] ?? 0) + gap);
  const last = placed.length - 1;
  if (last >= 0) placed[last] = Math.min(placed[last] ?? 0, bottom);
  for (let at = last - 1; at >= 0; at -= 1)
    placed[at] = Math.min(placed[at] ?? 0, (placed[at + 1] ?? 0) - gap);
  const result = new Array<number>(wanted.length).fill(0);
  for (const [at, { at: index }] of order.entries()) result[index] = placed[at] ?? 0;
  return result;
}

/** Truncates a text to a width in pixels. */
export function shortened(text: string, most: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= most) return text;
  let kept = text.slice(0, -1);
  while (kept.length > 1 && widthOf(`${kept}…`) > most) kept = kept.slice(0, -1).trimEnd();
  return `${kept}…`;
}
