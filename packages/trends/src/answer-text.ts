import type { TrendAnswer } from '@waylight/contracts/trends';
import { answerDocument } from './names.ts';

/**
 * The JSON text of an answer's document: just what `JSON.stringify` makes of `answerDocument`, without an object for each
 * of thousands of cells. The same few codes and periods stand in all of them, so each is quoted once.
 */
export function answerText(answer: TrendAnswer): string {
  const { cells: _none, explain, ...head } = answerDocument({ ...answer, cells: [] });
  const names = head.by.map((name) => `${JSON.stringify(name)}:`);
  const quoted = new Map<string, string>();
  const quote = (value: string): string => {
    let text = quoted.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      quoted.set(value, text);
    }
    return text;
  };
  let cells = '';
  for (const { coordinates, value } of answer.cells) {
    let cell = cells === '' ? '{' : ',{';
    for (let i = 0; i < names.length; i++) cell += `${names[i]}${quote(coordinates[i] ?? 'unknown')},`;
    cells += `${cell}"value":${value}}`;
  }
  return `${JSON.stringify(head).slice(0, -1)},"cells":[${cells}],"explain":${JSON.stringify(explain)}}`;
}
