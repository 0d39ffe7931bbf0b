import type { NodeCountry } from '@waylight/contracts';
import type { Random } from './random.ts';
import * as region from './region-weights.ts';
import { drawPlace, drawStatedDate, type ReportContent } from './report-content.ts';
import * as shape from './years-weights.ts';

type LifecycleStep =
  | { readonly day: number; readonly kind: 'submitted' | 'revised'; readonly content: ReportContent }
  | { readonly day: number; readonly kind: 'retracted' };

type Incident = {
  readonly node: NodeCountry;
  /** When it happened. */
  readonly day: number;
  /** What is known of it in the end. */
  readonly content: ReportContent;
};

/** What becomes of a report: it comes late or soon; some say something wrong first, and some are taken back. */
export function drawLifecycle(random: Random, { node, day, content }: Incident): readonly LifecycleStep[] {
  const after = (from: number, days: Parameters<typeof random.pick<readonly [number, number]>>[0]) =>
    from + random.integer(...random.pick(days));
  const submitted = after(day, shape.DELAYS);
  const revised = random.chance(shape.REVISED_SHARE) ? after(submitted, shape.CORRECTION_DELAYS) : undefined;
  const steps: LifecycleStep[] =
    revised === undefined
      ? [{ day: submitted, kind: 'submitted', content }]
      : [
          { day: submitted, kind: 'submitted', content: addMistake(random, { node, day, content }) },
          { day: revised, kind: 'revised', content },
        ];
  if (random.chance(shape.RETRACTED_SHARE))
    steps.push({ day: after(revised ?? submitted, shape.CORRECTION_DELAYS), kind: 'retracted' });
  return steps;
}

/** Days by which a wrong date is off, at most. */
const MAX_DATE_ERROR_DAYS = 45;

/** The same with one thing wrong. It may happen to be the right thing: people correct what was right, too. */
function addMistake(random: Random, { node, day, content }: Incident): ReportContent {
  const wrong = random.pick(shape.REVISIONS);
  switch (wrong) {
    case 'type':
      return { ...content, type: random.pick(region.TYPES) };
    case 'place':
      return { ...content, ...drawPlace(random, node) };
    case 'date':
      return { ...content, occurredOn: drawStatedDate(random, day - random.integer(0, MAX_DATE_ERROR_DAYS)) };
    case 'audience':
      return { ...content, shareWith: random.pick(region.SHARE_WITH) };
    default:
      return wrong satisfies never;
  }
}
