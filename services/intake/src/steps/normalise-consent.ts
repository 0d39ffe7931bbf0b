import { PersonGroup } from '@waylight/contracts/incident';
import type { Consent } from '@waylight/contracts/intake';
import type { CodeId, ListName } from '@waylight/taxonomy';
import { addNote, addViolation, type Findings } from './findings.ts';
import { normaliseDate } from './normalise-date.ts';
import { readCode } from './read-code.ts';

const NO_GUARDIAN =
  'the report does not state that a guardian, or a body that acts as one, consented for the child: share the report no wider than is safe for the child, and revise it when a guardian has decided';

/**
 * The legal basis of a report, by code ids; undefined if none is stated or a part is rejected. Consent
 * requires scope and date, because compliance is impossible without them. The day of consent may be before
 * the incident, because consent is mostly given once for a whole case.
 */
export function normaliseConsent(
  sent: Consent | undefined,
  personGroup: PersonGroup,
  today: number,
  findings: Findings,
): Consent | undefined {
  if (sent === undefined) return undefined;
  const before = findings.violations.length;
  if (sent.basis === '')
    addViolation(findings, 'consent.basis', 'is required with consent: write "unknown" if it is not known');
  const basis = read('legalBasis', sent.basis, 'consent.basis', findings);
  const isConsent = basis === 'consent';
  const scope = read('shareWith', sent.scope, 'consent.scope', findings);
  if (isConsent && sent.scope === '')
    addViolation(
      findings,
      'consent.scope',
      'is required with the basis consent: the widest audience that was agreed to',
    );
  if (sent.givenOn !== '' || isConsent) normaliseDate(sent.givenOn, 'consent.given_on', today, findings);
  const givenBy = read('consentGiver', sent.givenBy, 'consent.given_by', findings);
  const linkage = read('consentToLinkage', sent.linkage, 'consent.linkage', findings);
  if (findings.violations.length > before || basis === undefined) return undefined;
  if (isConsent && CHILDREN.has(personGroup) && givenBy !== 'guardian')
    addNote(findings, 'consent.given_by', NO_GUARDIAN);
  return {
    basis,
    scope: scope ?? '',
    givenOn: sent.givenOn.trim(),
    givenBy: givenBy ?? 'unknown',
    linkage: linkage ?? 'unknown',
  };
}

/** Elimination chooses the gravest group, so a report with a child always has one of these groups. */
const CHILDREN: ReadonlySet<PersonGroup> = new Set([
  PersonGroup.UNACCOMPANIED_OR_SEPARATED_CHILD,
  PersonGroup.OTHER_CHILD,
]);

function read<L extends ListName>(
  list: L,
  text: string,
  field: string,
  findings: Findings,
): CodeId<L> | undefined {
  return text === '' ? undefined : readCode(list, text, field, findings)?.id;
}
