import { PROBLEM_REASONS } from '@waylight/bulletin';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import { expect, it } from 'vitest';
import { loadTranslator } from '../../text/testing/load-translator.ts';
import { problemText } from './problems.tsx';

const problem = { path: 'blocks[0].text', message: 'there is no binding "rs-border"', name: 'rs-border' };

it('every problem of a bulletin has its own message, in the language of the reader', async () => {
  for (const language of LANGUAGES) {
    const locale = { t: await loadTranslator(language) };
    const said = PROBLEM_REASONS.map((reason) => problemText({ ...problem, reason }, locale));
    expect(new Set(said).size).toBe(PROBLEM_REASONS.length);
    expect(said[PROBLEM_REASONS.indexOf('no-binding')]).toContain('rs-border');
    // A newer service may send an unknown code. Its English text is shown then.
    for (const reason of ['tomorrow', 'toString', undefined])
      expect(problemText({ ...problem, reason }, locale)).toBeUndefined();
  }
});
