import { expect, it } from 'vitest';
import { authorStanding } from './author.ts';

it('a text is its author’s alone: without her session and under another account, also of her organisation, it is hidden', () => {
  const [public_, back, colleague] = [{}, { account: 'one' }, { account: 'other' }];
  expect([undefined, public_, back, colleague].map((reader) => authorStanding('one', reader))).toEqual([
    'over',
    'over',
    'writes',
    'another',
  ]);
});
