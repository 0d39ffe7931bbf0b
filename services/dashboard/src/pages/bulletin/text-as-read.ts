import { segmentsOf } from '@waylight/bulletin/placeholders';

/** A text of a draft as readers see it, with released numbers instead of placeholders. */
export type TextAsRead = {
  readonly text: string;
  /** Converts the position of a typed character to its position in `text`, both in UTF-16 code units. */
  readonly placeOf: (at: number) => number;
  /** Its released numbers, by the names of their bindings. */
  readonly numbers: readonly { readonly name: string; readonly at: number; readonly length: number }[];
};

/** `numberText` returns the text of a number. A placeholder without a number remains, and is reported as a problem. */
export function textAsRead(typed: string, numberText: (name: string) => string | undefined): TextAsRead {
  let text = '';
  const pieces: { readonly typedAt: number; readonly at: number }[] = [];
  const numbers: { name: string; at: number; length: number }[] = [];
  for (const segment of segmentsOf(typed)) {
    const at = text.length;
    pieces.push({ typedAt: segment.at, at });
    if (segment.kind !== 'placeholder') {
      text += segment.text;
      continue;
    }
    // Non-breaking spaces, because "10" separated from "about" would read as exact.
    const read = numberText(segment.name)?.replaceAll(' ', '\u00A0');
    text += read ?? typed.slice(segment.at, segment.at + segment.length);
    if (read !== undefined) numbers.push({ name: segment.name, at, length: read.length });
  }
  return {
    text,
    numbers,
    placeOf: (typedAt) => {
      const piece = pieces.findLast((one) => one.typedAt <= typedAt);
      return piece === undefined ? typedAt : piece.at + typedAt - piece.typedAt;
    },
  };
}
