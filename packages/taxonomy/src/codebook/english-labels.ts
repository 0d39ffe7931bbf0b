import { LISTS } from './lists.ts';

/** The English labels, in the same form as the label files of other languages. */
export const englishLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  Object.entries(LISTS).map(([list, rows]) => [
    list,
    Object.fromEntries(rows.map(([id, , english]) => [id, english])),
  ]),
);
