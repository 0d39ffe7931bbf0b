import { dayOfIsoDate } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import type { Activity as CodedActivity } from '@waylight/contracts/activity';
import type { Country } from '@waylight/contracts/incident';
import { Activity, type Note, Presence, type Violation } from '@waylight/contracts/intake';
import { UNKNOWN_AREA } from '@waylight/taxonomy';
import { addNote, addViolation, createFindings, type Findings } from './findings.ts';
import { LIMITS, SENDER_ID, SENDER_ID_FORM } from './limits.ts';
import { readService, readServiceOutcome } from './normalise-information.ts';
import { type CountryId, readArea, readCountry } from './normalise-location.ts';
import type { StepContext } from './prepare-report.ts';
import { codeNumber } from './read-code.ts';

export type PrepareActivityResult =
  | {
      readonly kind: 'prepared';
      readonly activity: CodedActivity;
      readonly digest: string;
      readonly notes: Note[];
    }
  | { readonly kind: 'refused'; readonly violations: Violation[] };

const DATE_FORM = 'must be a date such as 2025-03-01';

/** Validates and normalises an organisation's activity in the country of the node. */
export function prepareActivity(
  activity: Activity,
  node: NodeCountry,
  { today, digest }: Pick<StepContext, 'today' | 'digest'>,
): PrepareActivityResult {
  const findings = createFindings();
  if (!SENDER_ID.test(activity.activityId)) addViolation(findings, 'activity_id', SENDER_ID_FORM);
  const days = readPeriod(activity, today, findings);
  const country = readCountry(activity.country, 'country', findings);
  checkCountry(country, node, findings);
  const area = readArea(activity.area, country, 'area', findings);
  const services = readServices(activity, findings);
  const present = readPresence(activity, findings);
  readCounts(activity, present, findings);
  if (findings.violations.length > 0 || days === undefined)
    return { kind: 'refused', violations: findings.violations };
  const { fieldVisits, staffDays, personsMet } = activity;
  // Without `presence`, so that a client that sets it can repeat what it sent before.
  const content = { ...activity, present, presence: Presence.UNSPECIFIED, _unknownFields: undefined };
  return {
    kind: 'prepared',
    digest: digest(Activity.encode(content).finish()),
    notes: findings.notes,
    activity: {
      ...days,
      country: codeNumber('country', country ?? 'unknown') as Country,
      area: (area ?? UNKNOWN_AREA).number,
      present,
      fieldVisits,
      staffDays,
      personsMet,
      services,
    },
  };
}

/** Refuses activity of other countries, because the region would silently not count it. */
function checkCountry(country: CountryId | undefined, node: NodeCountry, findings: Findings): void {
  if (country === undefined || country === 'unknown' || country === node) return;
  const hasNode = NODE_COUNTRIES.some((one) => one === country);
  const remedy = hasNode
    ? `send it to the node of ${country}`
    : 'that country has no node, so no release counts its activity';
  addViolation(findings, 'country', `is ${country}, but this is the node of ${node}: ${remedy}`);
}

function readPeriod(
  activity: Activity,
  today: number,
  findings: Findings,
): { readonly fromDay: number; readonly toDay: number } | undefined {
  const fromDay = readDay(activity.fromDay, 'from_day', findings);
  const toDay = readDay(activity.toDay, 'to_day', findings);
  if (fromDay === undefined || toDay === undefined) return undefined;
  if (toDay < fromDay) addViolation(findings, 'to_day', 'is before from_day');
  else if (toDay > today) addViolation(findings, 'to_day', 'is in the future: send only past activity');
  else if (toDay - fromDay >= LIMITS.activityDays)
    addViolation(findings, 'to_day', `is more than ${LIMITS.activityDays} days after from_day`);
  return { fromDay, toDay };
}

function readDay(text: string, field: string, findings: Findings): number | undefined {
  const day = text.startsWith('2') ? dayOfIsoDate(text) : undefined;
  if (day === undefined) addViolation(findings, field, DATE_FORM);
  return day;
}

function readServices({ services }: Activity, findings: Findings): CodedActivity['services'] {
  if (services.length > LIMITS.services) {
    addViolation(findings, 'services', `has more than ${LIMITS.services} services`);
    return [];
  }
  return services.map(({ service, outcome, count }, i) => {
    checkCount(count, `services[${i}].count`, findings);
    return {
      service: readService(service, `services[${i}].service`, findings),
      outcome: readServiceOutcome(outcome, `services[${i}].outcome`, findings),
      count,
    };
  });
}

/** `presence` counts if it is set: on the wire a missing `present` looks like absence. */
function readPresence({ presence, present }: Activity, findings: Findings): boolean {
  switch (presence) {
    case Presence.UNSPECIFIED:
      addNote(
        findings,
        'presence',
        `is not set: read as ${present ? 'present' : 'absent'} from the field present`,
      );
      return present;
    case Presence.PRESENT:
      return true;
    case Presence.ABSENT:
      if (present) addViolation(findings, 'presence', 'is ABSENT, but present is true: correct one of them');
      return false;
    default:
      addViolation(findings, 'presence', 'must be PRESENT or ABSENT');
      return present;
  }
}

function readCounts(
  { presence, present: sent, fieldVisits, staffDays, personsMet }: Activity,
  present: boolean,
  findings: Findings,
): void {
  checkCount(fieldVisits, 'field_visits', findings);
  checkCount(staffDays, 'staff_days', findings);
  checkCount(personsMet, 'persons_met', findings);
  // A contradiction between `presence` and `present` is reported alone.
  if (present || sent || ((fieldVisits ?? 0) === 0 && (staffDays ?? 0) === 0)) return;
  if (presence === Presence.ABSENT)
    addViolation(findings, 'presence', 'is ABSENT despite field visits or staff days');
  else addViolation(findings, 'present', 'is false despite field visits or staff days');
}

function checkCount(count: number | undefined, field: string, findings: Findings): void {
  if ((count ?? 0) > LIMITS.activityCount)
    addViolation(findings, field, `is more than ${LIMITS.activityCount.toLocaleString('en')}`);
}
