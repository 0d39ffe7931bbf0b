import type { NodeCountry } from '@waylight/contracts';
import type { Random } from './random.ts';
import * as region from './region.ts';
import { type StatedIncident, statedDay, statedPlace } from './stated-incident.ts';
import * as shape from './years-shape.ts';

type Step =
  | { readonly day: number; readonly kind: 'submitted' | 'revised'; readonly says: StatedIncident }
  | { readonly day: number; readonly kind: 'retracted' };

type Incident = {
  readonly node: NodeCountry;
  /** When it happened. */
  readonly day: number;
  /** What is known of it in the end. */
  readonly says: StatedIncident;
};

/** What becomes of a report: it comes late or soon; some say something wrong first, and some are taken back. */
export function courseOf(random: Random, { node, day, says }: Incident): readonly Step[] {
  const after = (from: number, days: Parameters<typeof random.pick<readonly [number, number]>>[0]) =>
    from + random.integer(...random.pick(days));
  const submitted = after(day, shape.DELAYS);
  const revised = random.chance(shape.REVISED) ? after(submitted, shape.SECOND_THOUGHTS) : undefined;
  const steps: Step[] =
    revised === undefined
      ? [{ day: submitted, kind: 'submitted', says }]
      : [
          { day: submitted, kind: 'submitted', says: mistaken(random, { node, day, says }) },
          { day: revised, kind: 'revised', says },
        ];
  if (random.chance(shape.RETRACTED))
    steps.push({ day: after(revised ?? submitted, shape.SECOND_THOUGHTS), kind: 'retracted' });
  return steps;
}

/** Days by which a wrong date is off, at most. */
const OFF_DAYS = 45;

/** The same with one thing wrong. It may happen to be the right thing: people correct what was right, too. */
function mistaken(random: Random, { node, day, says }: Incident): StatedIncident {
  const wrong = random.pick(shape.REVISIONS);
  switch (wrong) {
    case 'type':
      return { ...says, type: random.pick(region.TYPES) };
    case 'place':
      return { ...says, ...statedPlace(random, node) };
    case 'date':
      return { ...says, occurredOn: statedDay(random, day - random.integer(0, OFF_DAYS)) };
    case 'audience':
      return { ...says, shareWith: random.pick(region.SHARE_WITH) };
    default:
      return wrong satisfies never;
  }
}
