import type { NumberFacts } from '@waylight/presentation';
import * as z from 'zod/mini';
import { shareText } from '../completeness/words.ts';
import { TOGETHER } from '../data/table-codes.ts';
import type { Locale } from '../language/locale.tsx';
import { codeText } from '../parts/code-name.tsx';
import type { MessageId } from '../text/texts.ts';

const cellSchema = z.looseObject({
  silent: z.optional(z.enum(['own', 'part', 'none'])),
  completeness: z.optional(z.enum(['all', 'most', 'some', 'none'])),
  /** Codes, separated by spaces. */
  pooled: z.optional(z.string()),
});

const SILENCES = {
  own: 'export.silent.own',
  part: 'export.silent.part',
  none: 'export.silent.none',
} as const satisfies Readonly<Record<string, MessageId>>;

/** Reads a cell of an answer as `<Rounded>` writes it to the page. */
export function numberFacts(json: string, locale: Locale): NumberFacts {
  const cell = cellSchema.parse(JSON.parse(json));
  const { silent, completeness, pooled } = cell;
  const dimension = Object.keys(cell).find((name) => cell[name] === TOGETHER);
  return {
    ...(silent === undefined ? {} : { silent: locale.t(SILENCES[silent]) }),
    ...(completeness === undefined ? {} : { completeness: shareText(completeness, locale) }),
    ...(pooled === undefined || dimension === undefined
      ? {}
      : {
          pooled: pooled
            .split(' ')
            .map((code) => codeText(dimension, code, locale))
            .join(', '),
        }),
  };
}
