import { segmentsOf } from '@waylight/bulletin/placeholders';
import type { Language } from '@waylight/taxonomy/labels';
import type { Binding, Block, BulletinContent } from '../../api/bulletin-schemas.ts';

export type BulletinFrame = {
  readonly title: string;
  readonly language: Language;
  readonly audience: BulletinContent['audience'];
  readonly period: string;
};

/** An empty bulletin: a text block, and the blocks that every bulletin needs. */
export const emptyBulletin = (frame: BulletinFrame): BulletinContent => ({
  ...frame,
  blocks: [
    { kind: 'text', text: '' },
    { kind: 'completeness' },
    { kind: 'method' },
    { kind: 'attribution' },
    { kind: 'footnotes' },
  ],
  bindings: [],
});

const MOST_NAME = 40;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Creates a binding for a cell. Its name consists of lower-case letters and hyphens, is derived from the codes, and is unique. A
 * cell that is already bound keeps its name.
 */
export function bindingFor(
  cell: Omit<Binding, 'name'>,
  bindings: readonly Binding[],
): { readonly binding: Binding; readonly isNew: boolean } {
  const same = bindings.find((one) => cellKey(one) === cellKey(cell));
  if (same !== undefined) return { binding: same, isNew: false };
  const words = Object.values(cell.coordinates).join('-').toLowerCase();
  const plain = words.replace(/[^a-z]+/g, '-').replace(/^-+|-+$/g, '');
  const stem = (plain === '' ? 'all' : plain).slice(0, MOST_NAME - 3).replace(/-+$/, '');
  const taken = new Set(bindings.map(({ name }) => name));
  let name = stem;
  for (let n = 0; taken.has(name); n += 1) name = `${stem}-${lettersOf(n)}`;
  return { binding: { name, ...cell }, isNew: true };
}

/** "b", "c", … "z", "ba", …, because names contain no digits. */
function lettersOf(n: number): string {
  const at = n + 1;
  const rest = Math.floor(at / LETTERS.length);
  return `${rest === 0 ? '' : LETTERS[rest % LETTERS.length]}${LETTERS[at % LETTERS.length]}`;
}

const cellKey = ({ table, period, coordinates }: Omit<Binding, 'name'>): string =>
  JSON.stringify([table, period, Object.entries(coordinates).sort()]);

/**
 * Inserts a placeholder at the cursor, separated from the words next to it. Returns the text and the new position of the cursor.
 */
export function withPlaceholder(
  text: string,
  at: number,
  name: string,
): { readonly text: string; readonly at: number } {
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const placed = `${/[\p{L}\p{N}}]$/u.test(before) ? ' ' : ''}{{${name}}}${/^[\p{L}\p{N}{]/u.test(after) ? ' ' : ''}`;
  return { text: `${before}${placed}${after}`, at: at + placed.length };
}

export const withBlock = (content: BulletinContent, at: number, block: Block): BulletinContent => ({
  ...content,
  blocks: content.blocks.with(at, block),
});

/** Adds a text block below the first one, or replaces the first one if it is empty. */
export function withOwnText(content: BulletinContent, text: string): BulletinContent {
  if (text.trim() === '') return content;
  const own = { kind: 'text', text } as const;
  const at = content.blocks.findIndex(({ kind }) => kind === 'text');
  const first = content.blocks[at];
  if (first?.kind === 'text' && first.text === '') return withBlock(content, at, own);
  return { ...content, blocks: content.blocks.toSpliced(at + 1, 0, own) };
}

/** Inserts a block before the blocks at the end of every bulletin. */
export function withAdded(content: BulletinContent, block: Block): BulletinContent {
  const closing = content.blocks.findIndex(({ kind }) => !['text', 'figure'].includes(kind));
  const isOpening = block.kind === 'text' || block.kind === 'figure';
  const at = isOpening && closing !== -1 ? closing : content.blocks.length;
  return { ...content, blocks: content.blocks.toSpliced(at, 0, block) };
}

export const withoutBlock = (content: BulletinContent, at: number): BulletinContent => ({
  ...content,
  blocks: content.blocks.toSpliced(at, 1),
});

export function withMoved(content: BulletinContent, at: number, by: -1 | 1): BulletinContent {
  const block = content.blocks[at];
  const to = at + by;
  if (block === undefined || to < 0 || to >= content.blocks.length) return content;
  return { ...content, blocks: content.blocks.toSpliced(at, 1).toSpliced(to, 0, block) };
}

/** Every text of a bulletin with its path, as in findings and problems. */
export function textsOf({
  title,
  blocks,
}: BulletinContent): readonly (readonly [path: string, text: string])[] {
  return [
    ['title', title],
    ...blocks.flatMap((block, n): (readonly [string, string])[] => {
      if (block.kind === 'text') return [[`blocks[${n}].text`, block.text]];
      return block.kind === 'figure' ? [[`blocks[${n}].caption`, block.caption]] : [];
    }),
  ];
}

/** Removes bindings that no text uses, so that their numbers are not fetched. */
export function withoutUnused(content: BulletinContent): BulletinContent {
  const named = new Set(
    textsOf(content).flatMap(([, text]) =>
      segmentsOf(text).flatMap((segment) => (segment.kind === 'placeholder' ? [segment.name] : [])),
    ),
  );
  return { ...content, bindings: content.bindings.filter(({ name }) => named.has(name)) };
}
