import { type PeriodKind, periodKindOf } from '@waylight/calendar';

/** What own numbers may be broken down by; each as the command line says it. */
export const OWN_BY = ['period', 'type', 'perpetrator', 'segment', 'personGroup', 'service'] as const;
export type OwnBy = (typeof OWN_BY)[number];

export type OwnQuestion = {
  readonly organisation: string;
  /** Whose node takes its reports. */
  readonly country: string;
  readonly by: OwnBy;
  readonly length: PeriodKind;
  /** The first period and the last, by their ids; undefined for no limit. */
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** A breakdown as dimensions of a question. */
export const dimensionsOf = (by: OwnBy): readonly string[] => (by === 'period' ? ['period'] : ['period', by]);

const DIMENSIONS: Readonly<Record<OwnBy, string>> = {
  period: 'period',
  type: 'period,type',
  perpetrator: 'period,perpetrator',
  segment: 'period,segment',
  personGroup: 'period,person-group',
  service: 'period,service',
};

/** What an id of the registry looks like: nothing else may come into a line that somebody pastes into a shell. */
const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

function bound(option: 'from' | 'to', period: string | undefined): string[] {
  if (period === undefined) return [];
  if (periodKindOf(period) === undefined) throw new RangeError('this is no period');
  return [`--${option} ${period}`];
}

/** The command that asks a node for its organisation's own numbers. @throws RangeError for what no organisation or period is called */
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

/** The same where there is no folder of a trial: the node's address and one's own certificate are for the reader to fill in. */
export function ownCommandInRegion(question: OwnQuestion): string {
  return [
    ownCommand(question),
    '--node <host:port> --ca <ca.crt> --certificate <own.crt> --key <own.key>',
  ].join(' ');
}
