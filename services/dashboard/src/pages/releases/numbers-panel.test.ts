import { explainVictims, SUMS_NOTICE } from '@waylight/disclosure-control/notices';
import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import { expect, it } from 'vitest';
import type { Locale } from '../../text/locale.tsx';
import en from '../../text/locales/en.json' with { type: 'json' };
import { loadSentences } from '../../text/testing/load-translator.ts';
import { noticeTexts } from './numbers-panel.tsx';

const SIMULATED = 'Trial data: the reports of this region are simulated.';
const locale: Locale = {
  ...{ language: 'mk', ...(await loadSentences('mk')) },
  t: (id) => id,
  label: (list, code) => `${list}/${code}`,
  number: (value) => `n${value}`,
  period: (id) => id,
  shortPeriod: (id) => id,
};
const victims = { k: 10, from: 20, sums: [] };

it('every notice of Waylight is translated, and other text is unchanged, in the same order', () => {
  const notices = [
    SIMULATED,
    SUMS_NOTICE,
    explainVictims({ roundingBase: 10, minIncidents: 20 }),
    `* XK: ${XK_FOOTNOTE}`,
  ];
  expect(noticeTexts({ notices, victims }, locale)).toEqual([
    { text: SIMULATED, isEnglish: true },
    { text: expect.stringMatching(/^Вкупните броеви се збирови/), isEnglish: false },
    { text: expect.stringMatching(/^Жртви: .*n10.*n9.*n20/), isEnglish: false },
    { text: '* footnote.xk', isEnglish: false },
  ]);
});

it('a sentence about sums of another release is not translated', () => {
  const notices = [explainVictims({ roundingBase: 10, minIncidents: 30 })];
  const asItCame = [{ text: notices[0], isEnglish: true }];
  expect(noticeTexts({ notices, victims }, locale)).toEqual(asItCame);
  expect(noticeTexts({ notices }, locale)).toEqual(asItCame);
});

it('the notice of a trial is translated, and its English text is that of the region', () => {
  const said = noticeTexts({ notices: [TRIAL_NOTICE] }, locale);
  expect(said).toEqual([{ text: 'notice.trial', isEnglish: false }]);
  expect(en['notice.trial']).toBe(TRIAL_NOTICE);
});
