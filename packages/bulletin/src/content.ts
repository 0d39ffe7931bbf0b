import { AUDIENCES } from '@waylight/disclosure-control';
import { LANGUAGES } from '@waylight/taxonomy';
import { z } from 'zod';
import { BINDING_NAME } from './placeholders.ts';

/**
 * Control and format characters, line and paragraph separators. They are invisible, or change the direction of neighbouring text.
 * They are listed by number and not as `\\p{…}`, because these patterns are in the OpenAPI document, and not all programs that
 * read it support this syntax.
 */
const INVISIBLE = String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff`;

/** One line of visible text. */
export const VISIBLE_LINE = new RegExp(`^[^${INVISIBLE}]*$`, 'u');
/** Several lines of visible text. */
export const VISIBLE_LINES = new RegExp(`^(?:\\n|[^${INVISIBLE}])*$`, 'u');

const prose = (most: number) =>
  z.string().max(most).regex(VISIBLE_LINES, 'must be text without control characters');

const table = z.string().max(100).describe('A table of the release plan, by its id');
const period = z.string().max(10).describe('A release period: 2025-03, 2025-Q1, 2025, 2025-W10');

export const PRESENTATIONS = ['table', 'bars', 'line', 'map', 'matrix'] as const;

/** A name for one released cell. Where the text contains the name, readers see the number of this cell. */
export const bindingSchema = z.strictObject({
  name: z
    .string()
    .regex(BINDING_NAME, 'must be 1 to 40 lowercase letters and hyphens, and begin with a letter'),
  table,
  period,
  coordinates: z
    .record(z.string().max(40), z.string().max(80))
    .describe('A code for each dimension; an omitted dimension selects its total'),
});

export const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: prose(10_000) }),
  z.strictObject({
    kind: z.literal('figure'),
    question: z
      .record(z.string().max(20), z.string().max(500))
      .describe('The query parameters of /v1/trends'),
    presentation: z.enum(PRESENTATIONS),
    caption: prose(500).default(''),
  }),
  z
    .strictObject({ kind: z.literal('completeness') })
    .describe('Completeness of reporting in the period, and freshness of the nodes'),
  z.strictObject({ kind: z.literal('late-and-corrections'), table, period }),
  z.strictObject({ kind: z.literal('method') }),
  z.strictObject({ kind: z.literal('attribution') }),
  z.strictObject({ kind: z.literal('footnotes') }),
]);

/** A bulletin as written by its authors. */
export const contentSchema = z.strictObject({
  title: prose(200),
  language: z.enum(LANGUAGES),
  audience: z.enum(AUDIENCES).describe('Its numbers are those that this audience may read'),
  period,
  blocks: z.array(blockSchema).max(60),
  bindings: z.array(bindingSchema).max(200),
});

export type Binding = z.output<typeof bindingSchema>;
export type Block = z.output<typeof blockSchema>;
export type BulletinContent = z.output<typeof contentSchema>;

/** Returns every typed text of a bulletin with its path in the content, such as "title" or "blocks[2].text". */
export function textsOf({
  title,
  blocks,
}: BulletinContent): { readonly path: string; readonly text: string }[] {
  return [
    { path: 'title', text: title },
    ...blocks.flatMap((block, i) => {
      if (block.kind === 'text') return [{ path: `blocks[${i}].text`, text: block.text }];
      return block.kind === 'figure' ? [{ path: `blocks[${i}].caption`, text: block.caption }] : [];
    }),
  ];
}
