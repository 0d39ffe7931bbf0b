/** Form of a binding's name. It has no digits, because they would be found as typed numbers. */
export const BINDING_NAME = /^[a-z][a-z-]{0,39}$/;

/** A segment of a text; `at` is its start in UTF-16 code units. */
export type Segment =
  | { readonly kind: 'words'; readonly at: number; readonly text: string }
  | { readonly kind: 'placeholder'; readonly at: number; readonly length: number; readonly name: string }
  /** Braces that are not a valid placeholder, but probably meant as one. */
  | { readonly kind: 'broken'; readonly at: number; readonly text: string };

/** Splits a text into words and placeholders such as `{{pushbacks-serbia}}`. The concatenation of all segments is the text. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{\{([^{}]*)\}\}|[{}]{2,}/g)) {
    if (match.index > at) segments.push({ kind: 'words', at, text: text.slice(at, match.index) });
    const name = match[1]?.trim();
    if (name !== undefined && BINDING_NAME.test(name))
      segments.push({ kind: 'placeholder', at: match.index, length: match[0].length, name });
    else segments.push({ kind: 'broken', at: match.index, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) segments.push({ kind: 'words', at, text: text.slice(at) });
  return segments;
}
