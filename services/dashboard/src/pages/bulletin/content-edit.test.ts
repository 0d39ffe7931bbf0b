import { BINDING_NAME, segmentsOf } from '@waylight/bulletin/placeholders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Binding, BulletinContent } from '../../api/bulletin-schemas.ts';
import {
  bindingFor,
  emptyBulletin,
  withAdded,
  withMoved,
  withOwnText,
  withoutBlock,
  withoutUnused,
  withPlaceholder,
} from './content-edit.ts';

const FRAME = { title: 'The region', language: 'en', audience: 'partners', period: '2026-10' } as const;
const coordinates = fc.dictionary(
  fc.constantFrom('country', 'typeGroup', 'segment', 'groupSize'),
  fc.constantFrom('RS', 'AL', 'border', 'rs-hu', '2-4', '10+', 'not-broken-down-'.repeat(4), '..'),
);
const cell = fc.record({
  table: fc.constantFrom('a', 'b'),
  period: fc.constantFrom('2026-09', '2026'),
  coordinates,
});

describe('the name of a number in a text', () => {
  it('is valid in a text, unique for a cell, and the same for the same cell', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
        let bindings: readonly Binding[] = [];
        for (const one of cells) {
          const { binding, isNew } = bindingFor(one, bindings);
          expect(binding.name).toMatch(BINDING_NAME);
          if (isNew) bindings = [...bindings, binding];
          expect(bindingFor(one, bindings)).toEqual({ binding, isNew: false });
        }
        expect(new Set(bindings.map(({ name }) => name)).size).toBe(bindings.length);
      }),
    );
  });

  it('is made of its codes', () => {
    const one = { table: 't', period: '2026-10', coordinates: { country: 'RS', typeGroup: 'border' } };
    expect(bindingFor(one, []).binding.name).toBe('rs-border');
    expect(bindingFor({ ...one, coordinates: {} }, []).binding.name).toBe('all');
  });
});

it('a placeholder is inserted at the cursor, and changes no word', () => {
  fc.assert(
    fc.property(
      fc
        .string({ unit: fc.constantFrom('a', 'ž', '5', ' ', '.', '\n') })
        .chain((text) => fc.tuple(fc.constant(text), fc.nat({ max: text.length }))),
      ([text, at]) => {
        const placed = withPlaceholder(text, at, 'rs-border');
        expect(placed.text.slice(0, placed.at).trimEnd().endsWith('}}')).toBe(true);
        const words = segmentsOf(placed.text).flatMap((one) => (one.kind === 'words' ? [one.text] : []));
        expect(words.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        // No letter or digit touches the number.
        expect(placed.text).not.toMatch(/[\p{L}\p{N}]\{\{|\}\}[\p{L}\p{N}]/u);
      },
    ),
  );
  expect(withPlaceholder('In March there were incidents', 20, 'a').text).toBe(
    'In March there were {{a}} incidents',
  );
});

it('blocks are added before what closes a bulletin, and moved without losing one', () => {
  const begun = emptyBulletin(FRAME);
  const kinds = (content: BulletinContent) => content.blocks.map(({ kind }) => kind);
  const figure = { kind: 'figure', question: {}, presentation: 'table', caption: '' } as const;
  expect(kinds(withAdded(begun, figure)).slice(0, 3)).toEqual(['text', 'figure', 'completeness']);
  const late = { kind: 'late-and-corrections', table: 't', period: '2026-Q3' } as const;
  expect(kinds(withAdded(begun, late)).at(-1)).toBe('late-and-corrections');
  fc.assert(
    fc.property(fc.nat({ max: 6 }), fc.constantFrom(-1 as const, 1 as const), (at, by) => {
      const moved = withMoved(begun, at, by);
      expect(kinds(moved).toSorted()).toEqual(kinds(begun).toSorted());
    }),
  );
  expect(kinds(withoutBlock(begun, 0))).not.toContain('text');
});

it('exactly the bindings that no text uses are removed', () => {
  const bound = (name: string) => ({ name, table: 't', period: '2026-10', coordinates: {} });
  const content = {
    ...emptyBulletin({ ...FRAME, title: 'About {{c}}' }),
    bindings: [bound('a'), bound('b'), bound('c')],
    blocks: [{ kind: 'text' as const, text: 'Only {{ a }}.' }],
  };
  expect(withoutUnused(content).bindings.map(({ name }) => name)).toEqual(['a', 'c']);
});

it('an own text is added below the first one, or in its place if that is empty', () => {
  const empty = emptyBulletin(FRAME);
  const own = { kind: 'text', text: 'Own.' } as const;
  expect(withOwnText(empty, ' ')).toBe(empty);
  const one = withOwnText(empty, 'Own.');
  expect(one.blocks).toEqual([own, ...empty.blocks.slice(1)]);
  expect(withOwnText(one, 'Own.').blocks).toEqual([own, own, ...empty.blocks.slice(1)]);
});
