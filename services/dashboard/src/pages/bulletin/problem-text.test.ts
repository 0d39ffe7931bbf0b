import { PROBLEM_REASONS } from '@waylight/bulletin';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import { expect, it } from 'vitest';
import { loadTranslator } from '../../text/testing/load-translator.ts';
import { problemText } from './problem-text.ts';

const problem = { path: 'blocks[0].text', message: 'there is no binding "rs-border"', name: 'rs-border' };

it('why something cannot be in a bulletin is said in the language of who reads, each in its own words', async () => {
  for (const language of LANGUAGES) {
    const locale = { t: await loadTranslator(language) };
    const said = PROBLEM_REASONS.map((reason) => problemText({ ...problem, reason }, locale));
    expect(new Set(said).size).toBe(PROBLEM_REASONS.length);
    expect(said[PROBLEM_REASONS.indexOf('no-binding')]).toContain('rs-border');
    // A newer service: its English says it.
    for (const reason of ['tomorrow', 'toString', undefined])
      expect(problemText({ ...problem, reason }, locale)).toBeUndefined();
  }
});
