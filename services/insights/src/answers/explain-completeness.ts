import type { Explanation } from '@waylight/contracts/trends';
import { describeValue, EFFORT_STEP, FEWEST_ORGANISATIONS } from '@waylight/disclosure-control';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import type { KnownRelease } from './view.ts';

/** What completeness means. Fixed words but for the newest release: nothing here depends on what organisations said. */
export function explainCompleteness(
  notice: string | undefined,
  releases: readonly Pick<KnownRelease, 'event'>[],
): Explanation {
  const newest = releases.at(-1)?.event;
  const kosovo = releases.some(({ event }) =>
    event.completeness.some(({ countries }) => countries.includes('XK')),
  );
  const few = FEWEST_ORGANISATIONS;
  return {
    unit:
      'Organisations that are expected to say what they did in a month, as a share: all, most (more than half), some (at least one, ' +
      'and not more than half) or none of them. Never which, and never how many are expected.',
    source:
      'Activity records alone, as they had come when the month closed, in the release that counts the month; no report of an incident ' +
      `changes it. ${newest === undefined ? 'There is no release with it that you may see.' : `The newest release is ${newest.releaseId}.`} Each is made once and never changed.`,
    rounding:
      `Visits to the field and working days of staff are to the nearest ${EFFORT_STEP}: "120" is 115 to 124, and 0 is 0 to 4. They are given where ` +
      `${few} organisations or more stated them and none made nearly all. Countries in which fewer than ${few} are expected are told together, ` +
      `or not at all.${newest === undefined ? '' : ` Numbers of incidents are released ones: multiples of ${newest.k}, ${newest.k - 1} at most from the truth; 0 reads as ${describeValue(0, newest.k)}, never as none.`}`,
    method:
      'An organisation has stated a month when it sent an activity record for it, and was present when it said in it that it was there. ' +
      'Where somebody was present and a number is low, little was seen; where nobody stated anything, a low number says nothing.',
    attribution: notice === undefined ? [] : [notice],
    footnotes: kosovo ? [`* XK: ${XK_FOOTNOTE}`] : [],
  };
}
