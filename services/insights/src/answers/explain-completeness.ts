import type { Explanation } from '@waylight/contracts/trends';
import { EFFORT_STEP, effortBounds, MIN_ORGANISATIONS } from '@waylight/disclosure-control';
import { explained, sentence } from '@waylight/presentation';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import type { KnownRelease } from './view.ts';

/** A number of visits, or days, by which their rounding is shown. */
const EXAMPLE = 12 * EFFORT_STEP;

/** What completeness means. Fixed sentences but for the newest release: nothing here depends on what organisations said. */
export function explainCompleteness(
  notice: string | undefined,
  releases: readonly Pick<KnownRelease, 'event'>[],
): Explanation {
  const newest = releases.at(-1)?.event;
  const kosovo = releases.some(({ event }) =>
    event.completeness.some(({ countries }) => countries.includes('XK')),
  );
  return {
    ...explained({
      unit: [sentence('unit.completeness'), sentence('unit.completeness.never')],
      source: [
        sentence('source.completeness'),
        newest === undefined
          ? sentence('source.completeness.none')
          : sentence('source.completeness.newest', { release: newest.releaseId }),
        sentence('source.completeness.once'),
      ],
      rounding: [
        sentence('rounding.effort', {
          ...{ step: EFFORT_STEP, example: EXAMPLE, lowest: effortBounds(0).to },
          ...effortBounds(EXAMPLE),
        }),
        sentence('rounding.effort.given', { few: MIN_ORGANISATIONS }),
        sentence('rounding.together', { few: MIN_ORGANISATIONS }),
        ...(newest === undefined
          ? []
          : [sentence('rounding.released', { base: newest.k, atMost: newest.k - 1 })]),
      ],
      method: [sentence('method.completeness.stated'), sentence('method.completeness.silence')],
    }),
    attribution: notice === undefined ? [] : [notice],
    footnotes: kosovo ? [`* XK: ${XK_FOOTNOTE}`] : [],
  };
}
