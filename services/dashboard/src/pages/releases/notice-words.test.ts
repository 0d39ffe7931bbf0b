import { explainVictims, SUMS_NOTICE } from '@waylight/disclosure-control/notices';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import { expect, it } from 'vitest';
import { noticeTexts } from './notice-words.ts';

const SIMULATED = 'Trial data: the reports of this region are simulated.';
const locale = {
  t: (id: string, values: object = {}) => [id, ...Object.values(values)].join(' '),
  number: (value: number) => `n${value}`,
};

it('every notice that we make is said in the language of who reads, and free text as it came, in the same order', () => {
  const notices = [SIMULATED, SUMS_NOTICE, explainVictims({ base: 10, from: 20 }), `* XK: ${XK_FOOTNOTE}`];
  expect(noticeTexts({ notices, victims: { k: 10, from: 20, sums: [] } }, locale)).toEqual([
    { text: SIMULATED, isForeign: true },
    { text: 'notice.sums', isForeign: false },
    { text: 'notice.victims n10 n9 n20', isForeign: false },
    { text: '* footnote.xk', isForeign: false },
  ]);
});

it('a sentence about other sums than those of the release is not said in words of ours', () => {
  const notices = [explainVictims({ base: 10, from: 30 })];
  expect(noticeTexts({ notices, victims: { k: 10, from: 20, sums: [] } }, locale)).toEqual([
    { text: notices[0], isForeign: true },
  ]);
  expect(noticeTexts({ notices }, locale)).toEqual([{ text: notices[0], isForeign: true }]);
});
