import { type DuePeriod, DuePeriodState } from '@waylight/contracts/operations';
import { formatInstant } from '../approvals/describe-approval.ts';
import { enumCode } from '../enum-names.ts';

export const duePeriodDocument = ({ period, state, publishAt }: DuePeriod) => ({
  period,
  state: enumCode(DuePeriodState, state),
  ...(publishAt === undefined ? {} : { publishAt: publishAt.toISOString() }),
});

/** Describes the document of a due period in a line. */
export function describeDuePeriod({
  period,
  state,
  publishAt,
}: ReturnType<typeof duePeriodDocument>): string {
  const until = publishAt === undefined ? '' : ` until ${formatInstant(new Date(publishAt))}`;
  return `${period} is due: ${DESCRIPTIONS[state] ?? state}${until}`;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  preparing: 'its tables are drawn and audited',
  waiting: 'decided, and waiting',
  ready: 'decided, and ready to be published',
  withheld: 'withheld; waylight release preview prints the reasons',
};
