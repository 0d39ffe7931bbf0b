import { type PeriodKind, periodKindOf } from '@waylight/calendar';

/** Possible breakdowns of own numbers, by the names on the command line. */
export const OWN_BY = ['period', 'type', 'perpetrator', 'segment', 'personGroup', 'service'] as const;
export type OwnBy = (typeof OWN_BY)[number];

export type OwnQuestion = {
  readonly organisation: string;
  /** Node that receives the reports. */
  readonly country: string;
  readonly by: OwnBy;
  readonly length: PeriodKind;
  /** First and last period by id; undefined for no limit. */
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** The dimensions of a breakdown in a question. */
export const dimensionsOf = (by: OwnBy): readonly string[] => (by === 'period' ? ['period'] : ['period', by]);

const DIMENSIONS: Readonly<Record<OwnBy, string>> = {
  period: 'period',
  type: 'period,type',
  perpetrator: 'period,perpetrator',
  segment: 'period,segment',
  personGroup: 'period,person-group',
  service: 'period,service',
};

/** Valid form of a registry id. Nothing else may be part of a line that is pasted into a shell. */
const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

function bound(option: 'from' | 'to', period: string | undefined): string[] {
  if (period === undefined) return [];
  if (periodKindOf(period) === undefined) throw new RangeError('this is no period');
  return [`--${option} ${period}`];
}

/** The command that queries a node for its organisation's own numbers. @throws RangeError for an invalid id or period */
export function ownCommand({ organisation, country, by, length, from, to }: OwnQuestion): string {
  if (!ID.test(organisation)) throw new RangeError('this is no id of an organisation');
  return [
    'npx waylight trends --own',
    `--country ${country}`,
    `--by ${DIMENSIONS[by]}`,
    `--period ${length}`,
    ...bound('from', from),
    ...bound('to', to),
    `--as ${organisation}`,
  ].join(' ');
}

/** The same outside of a trial. The reader replaces the node's address and the certificate. */
export function ownCommandInRegion(question: OwnQuestion): string {
  return [
    ownCommand(question),
    '--node <host:port> --ca <ca.crt> --certificate <own.crt> --key <own.key>',
  ].join(' ');
}
