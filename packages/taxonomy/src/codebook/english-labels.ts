import { LISTS } from './lists.ts';

/** The labels in English, in the form in which those of the other languages are files. */
export const englishLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  Object.entries(LISTS).map(([list, rows]) => [
    list,
    Object.fromEntries(rows.map(([id, , english]) => [id, english])),
  ]),
);
