import { namesInText } from '@waylight/taxonomy';
import { type BulletinContent, textsOf } from './content.ts';
import { datesInText } from './dates-in-text.ts';
import { segmentsOf } from './placeholders.ts';

export const FINDING_KINDS = ['number', 'date', 'place'] as const;

/** A typed number, date or place that does not come from a released cell. A second person must review it. */
export type Finding = {
  readonly kind: (typeof FINDING_KINDS)[number];
  /** "title", "blocks[2].text". */
  readonly path: string;
  /** In UTF-16 code units of that text. */
  readonly at: number;
  readonly length: number;
  readonly text: string;
};

/** Finds every typed digit, name of a month or day, and name of a place, in the order of the text. */
export function findingsOf(content: BulletinContent): Finding[] {
  return textsOf(content).flatMap(({ path, text }) =>
    segmentsOf(text)
      .flatMap((segment) => (segment.kind === 'placeholder' ? [] : findInText(segment.text, segment.at)))
      .map((one) => ({ ...one, path }))
      .sort((a, b) => a.at - b.at),
  );
}

/** Whether a typed text names Kosovo*, which requires its footnote. */
export function namesKosovo(content: BulletinContent): boolean {
  return textsOf(content).some(({ text }) =>
    namesInText(text).some(({ countries }) => countries.includes('XK')),
  );
}

function findInText(text: string, from: number): Omit<Finding, 'path'>[] {
  const finding = (kind: Finding['kind'], { at, length }: { at: number; length: number }) => ({
    kind,
    at: from + at,
    length,
    text: text.slice(at, at + length),
  });
  const places = namesInText(text);
  // "Subotica" begins like Saturday (subota).
  const isPlace = ({ at }: { at: number }) =>
    places.some((place) => at >= place.at && at < place.at + place.length);
  return [
    // Matches digits of any script, fractions, superscripts and Roman numerals, with the separators between them.
    ...[...text.matchAll(/\p{N}(?:[\p{N}.,:/–-]*\p{N})?/gu)].map(({ 0: digits, index: at }) =>
      finding('number', { at, length: digits.length }),
    ),
    ...datesInText(text)
      .filter((one) => !isPlace(one))
      .map((one) => finding('date', one)),
    ...places.map((one) => finding('place', one)),
  ];
}
