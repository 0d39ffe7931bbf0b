import { AUDIENCES } from '@waylight/disclosure-control';
import { LANGUAGES } from '@waylight/taxonomy';
import { z } from 'zod';
import { BINDING_NAME } from './placeholders.ts';
import { VISIBLE_LINES } from './visible-text.ts';

const prose = (most: number) =>
  z.string().max(most).regex(VISIBLE_LINES, 'wants text without control characters');

const table = z.string().max(100).describe('A table of the release plan, by its id');
const period = z.string().max(10).describe('As releases have it: 2025-03, 2025-Q1, 2025, 2025-W10');

export const PRESENTATIONS = ['table', 'bars', 'line', 'map', 'matrix'] as const;

/** A name in the text for one released cell: the reader's number is that cell's, and nothing else. */
export const bindingSchema = z.strictObject({
  name: z.string().regex(BINDING_NAME, 'wants 1 to 40 small letters and hyphens, a letter first'),
  table,
  period,
  coordinates: z
    .record(z.string().max(40), z.string().max(80))
    .describe('A code for each dimension; one that is left out asks for the total over it'),
});

export const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: prose(10_000) }),
  z.strictObject({
    kind: z.literal('figure'),
    question: z
      .record(z.string().max(20), z.string().max(500))
      .describe('The parameters of /v1/trends, as an address has them'),
    presentation: z.enum(PRESENTATIONS),
    caption: prose(500).default(''),
  }),
  z
    .strictObject({ kind: z.literal('completeness') })
    .describe('How completely organisations reported in the period, and which nodes were heard of lately'),
  z.strictObject({ kind: z.literal('late-and-corrections'), table, period }),
  z.strictObject({ kind: z.literal('method') }),
  z.strictObject({ kind: z.literal('attribution') }),
  z.strictObject({ kind: z.literal('footnotes') }),
]);

/** A bulletin as its authors write it. */
export const contentSchema = z.strictObject({
  title: prose(200),
  language: z.enum(LANGUAGES),
  audience: z.enum(AUDIENCES).describe('For which circle: its numbers are those that this circle may see'),
  period,
  blocks: z.array(blockSchema).max(60),
  bindings: z.array(bindingSchema).max(200),
});

export type Binding = z.output<typeof bindingSchema>;
export type Block = z.output<typeof blockSchema>;
export type BulletinContent = z.output<typeof contentSchema>;

/** Every text of a bulletin that a person types, by its place in the content: "title", "blocks[2].text". */
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
