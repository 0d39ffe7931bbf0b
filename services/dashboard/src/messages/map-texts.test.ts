import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { expect, it } from 'vitest';
import { mapTexts } from './map-texts.ts';

const loud = (text: string): string => text.toUpperCase();

it('changes texts as the compiler itself does, in choices and outside', () => {
  for (const text of [
    'plain',
    'with {value} in it',
    '{count, plural, offset:1 one {# day and {more}} other {# days}} ago',
    '{kind, select, a {{n, plural, one {one} other {others}}} other {rest}}',
  ])
    expect(mapTexts(compileMessageOrThrow(text), loud)).toEqual(compileMessageOrThrow(text, loud));
});
