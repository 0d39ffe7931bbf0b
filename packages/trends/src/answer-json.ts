import type { TrendAnswer, TrendCell } from '@waylight/contracts/trends';
import { answerDocument } from './names.ts';

/** The JSON of an answer's document before its cells and after them. */
export type AnswerFrame = { readonly before: string; readonly after: string };

/**
 * Frame and cells together are, character by character, what `JSON.stringify` makes of `answerDocument`: without an
 * object for each of thousands of cells, and from pieces that can be kept.
 */
export function answerFrame(answer: Omit<TrendAnswer, 'cells'>): AnswerFrame {
  const { cells: _none, explain, ...head } = answerDocument({ ...answer, cells: [] });
  return {
    before: `${JSON.stringify(head).slice(0, -1)},"cells":[`,
    after: `],"explain":${JSON.stringify(explain)}}`,
  };
}

/**
 * The JSON of cells with a comma between each two: those of one answer, or some of them. `by` names the dimensions of
 * their coordinates. The same few codes and periods stand in all of them, so each is quoted once.
 */
export function cellsJson(by: readonly string[], cells: readonly TrendCell[]): string {
  const names = by.map((name) => `${JSON.stringify(name)}:`);
  const quoted = new Map<string, string>();
  const quote = (value: string): string => {
    let text = quoted.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      quoted.set(value, text);
    }
    return text;
  };
  let text = '';
  for (const { coordinates, value } of cells) {
    let cell = text === '' ? '{' : ',{';
    for (let i = 0; i < names.length; i++) cell += `${names[i]}${quote(coordinates[i] ?? 'unknown')},`;
    text += `${cell}"value":${value}}`;
  }
  return text;
}
