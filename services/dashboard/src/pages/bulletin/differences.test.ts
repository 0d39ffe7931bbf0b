import { expect, it } from 'vitest';
import { emptyBulletin, withAdded, withBlock } from './content-edit.ts';
import { differencesOf } from './differences.ts';

const begun = emptyBulletin({ title: 'A', language: 'en', audience: 'partners', period: '2026-10' });

it('two versions differ in exactly the changed texts, by place', () => {
  expect(differencesOf(begun, begun)).toEqual({ texts: [], hasOther: false });
  const theirs = withBlock({ ...begun, title: 'B' }, 0, { kind: 'text', text: 'theirs' });
  expect(differencesOf(begun, theirs)).toEqual({
    texts: [
      { path: 'title', mine: 'A', theirs: 'B' },
      { path: 'blocks[0].text', mine: '', theirs: 'theirs' },
    ],
    hasOther: false,
  });
});

it('reports another difference if a figure, an audience or a language differs', () => {
  const figure = { kind: 'figure', question: { by: 'country' }, presentation: 'table', caption: '' } as const;
  const withFigure = withAdded(begun, figure);
  expect(differencesOf(begun, withFigure)).toEqual({
    texts: [{ path: 'blocks[1].caption', mine: undefined, theirs: '' }],
    hasOther: true,
  });
  expect(differencesOf(begun, { ...begun, audience: 'public' }).hasOther).toBe(true);
  expect(differencesOf(withFigure, withAdded(begun, { ...figure, presentation: 'bars' })).hasOther).toBe(
    true,
  );
});
