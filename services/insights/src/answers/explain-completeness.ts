import type { Explanation } from '@waylight/contracts/trends';
import { EFFORT_STEP, effortBounds, MIN_ORGANISATIONS } from '@waylight/disclosure-control';
import { composeExplanation, createMessage } from '@waylight/presentation';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import type { KnownRelease } from './released-snapshot.ts';

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
    ...composeExplanation({
      unit: [createMessage('unit.completeness'), createMessage('unit.completeness.never')],
      source: [
        createMessage('source.completeness'),
        newest === undefined
          ? createMessage('source.completeness.none')
          : createMessage('source.completeness.newest', { release: newest.releaseId }),
        createMessage('source.completeness.once'),
      ],
      rounding: [
        createMessage('rounding.effort', {
          ...{ step: EFFORT_STEP, example: EXAMPLE, lowest: effortBounds(0).to },
          ...effortBounds(EXAMPLE),
        }),
        createMessage('rounding.effort.given', { few: MIN_ORGANISATIONS }),
        createMessage('rounding.together', { few: MIN_ORGANISATIONS }),
        ...(newest === undefined
          ? []
          : [
              createMessage('rounding.released', {
                base: newest.roundingBase,
                atMost: newest.roundingBase - 1,
              }),
            ]),
      ],
      method: [createMessage('method.completeness.stated'), createMessage('method.completeness.silence')],
    }),
    attribution: notice === undefined ? [] : [notice],
    footnotes: kosovo ? [`* XK: ${XK_FOOTNOTE}`] : [],
  };
}
