import { LANGUAGES } from '@waylight/taxonomy';
import { DIMENSION_NAMES } from '@waylight/trends';
import { expect, it } from 'vitest';
import { tableLabels } from './table-labels.ts';

it.each(LANGUAGES)('labels every dimension in %s, and nothing else', (language) => {
  const { dimensions } = tableLabels(language);
  expect(Object.keys(dimensions).sort()).toEqual([...DIMENSION_NAMES].sort());
  for (const label of Object.values(dimensions)) expect(label).not.toBe('');
});
