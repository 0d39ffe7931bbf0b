import { LISTS } from './lists.ts';

/** The labels in English, in the form of the label files of other languages. */
export const englishLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  Object.entries(LISTS).map(([list, rows]) => [
    list,
    Object.fromEntries(rows.map(([id, , english]) => [id, english])),
  ]),
);
