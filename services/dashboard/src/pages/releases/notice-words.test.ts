import { explainVictims, SUMS_NOTICE } from '@waylight/disclosure-control/notices';
import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import { loadMessageCatalogue } from '@waylight/presentation';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import { expect, it } from 'vitest';
import type { Locale } from '../../text/locale.tsx';
import en from '../../text/locales/en.json' with { type: 'json' };
import { noticeTexts } from './notice-words.ts';

const SIMULATED = 'Trial data: the reports of this region are simulated.';
const locale: Locale = {
  language: 'mk',
  t: (id) => id,
  label: (list, code) => `${list}/${code}`,
  number: (value) => `n${value}`,
  period: (id) => id,
  shortPeriod: (id) => id,
};
const victims = { k: 10, from: 20, sums: [] };

it('every notice of Waylight is translated, and other text is unchanged, in the same order', async () => {
  const words = await loadMessageCatalogue('mk');
  const notices = [
    SIMULATED,
    SUMS_NOTICE,
    explainVictims({ roundingBase: 10, minIncidents: 20 }),
    `* XK: ${XK_FOOTNOTE}`,
  ];
  expect(noticeTexts({ notices, victims }, words, locale)).toEqual([
    { text: SIMULATED, isEnglish: true },
    { text: expect.stringMatching(/^Вкупните броеви се збирови/), isEnglish: false },
    { text: expect.stringMatching(/^Жртви: .*n10.*n9.*n20/), isEnglish: false },
    { text: '* footnote.xk', isEnglish: false },
  ]);
});

it('a sentence about sums of another release is not translated', async () => {
  const words = await loadMessageCatalogue('mk');
  const notices = [explainVictims({ roundingBase: 10, minIncidents: 30 })];
  const asItCame = [{ text: notices[0], isEnglish: true }];
  expect(noticeTexts({ notices, victims }, words, locale)).toEqual(asItCame);
  expect(noticeTexts({ notices }, words, locale)).toEqual(asItCame);
});

it('the notice of a trial is translated, and its English text is that of the region', async () => {
  const said = noticeTexts({ notices: [TRIAL_NOTICE] }, await loadMessageCatalogue('mk'), locale);
  expect(said).toEqual([{ text: 'notice.trial', isEnglish: false }]);
  expect(en['notice.trial']).toBe(TRIAL_NOTICE);
});
