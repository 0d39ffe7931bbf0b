import { LANGUAGES } from '@waylight/taxonomy/labels';
import { expect, it } from 'vitest';
import { findUntranslated } from './compile-texts.ts';

it.each(LANGUAGES)('every text is translated to %s', async (language) => {
  expect(await findUntranslated(language)).toEqual([]);
});
