import { expect, it } from 'vitest';
import type { Changes } from '../api/changes.ts';
import { loadTranslator } from '../text/testing/load-translator.ts';
import { countriesTitle, verdictTitle } from './verdict-title.ts';

const t = await loadTranslator('en');
const locale = { t, period: (id: string) => id };
const country = (code: string, verdict: 'more' | 'fewer' | 'no-clear-change') => ({
  subject: [{ dimension: 'country', code }],
  verdict,
});
const changes: Changes = {
  comparedPeriod: '2026-09',
  findings: [country('RS', 'more'), country('BA', 'more'), country('AL', 'fewer')],
  others: [country('ME', 'no-clear-change')],
  reasons: [],
};
const titleOf = (codes: readonly string[], of: Changes | undefined = changes) =>
  verdictTitle(of, { dimension: 'country', codes, nameOf: (code) => code }, locale);

it('names what a figure shows and insights judged to be more or fewer, and nothing else', () => {
  expect(titleOf(['BA', 'ME', 'RS'])).toBe(t('border.more', { before: '2026-09', segments: 'BA; RS' }));
  expect(titleOf(['AL', 'RS'])).toBe(
    [
      t('border.more', { before: '2026-09', segments: 'RS' }),
      t('border.fewer', { before: '2026-09', segments: 'AL' }),
    ].join(' '),
  );
});

it('is none without a verdict', () => {
  expect(titleOf(['ME', 'XK'])).toBeUndefined();
  expect(titleOf(['RS'], { ...changes, reasons: ['reporting-not-published'] })).toBeUndefined();
});

it('says that no country shows a clear change, if any was compared', () => {
  const none = { ...changes, findings: [] };
  expect(countriesTitle('Map', none, locale)).toEqual({
    title: t('overview.noChange', { title: 'Map', before: '2026-09' }),
  });
  expect(countriesTitle('Map', { ...none, others: [] }, locale)).toEqual({ title: 'Map' });
  const hidden: Changes = { ...none, reasons: ['reporting-not-published'] };
  expect(countriesTitle('Map', hidden, locale)).toEqual({ title: 'Map' });
  expect(countriesTitle('Map', changes, locale)).toEqual({
    title: expect.stringContaining(t('border.fewer', { before: '2026-09', segments: t('country.AL') })),
    caption: 'Map',
  });
});
