import { type Note, Report, type Violation } from '@waylight/contracts/intake';
import type { PreparedReport } from '../report/report-command.ts';
import { checkIdentities, checkIds } from './check-identities.ts';
import { addNote, createFindings } from './findings.ts';
import { normaliseClassification } from './normalise-classification.ts';
import { normaliseConsent } from './normalise-consent.ts';
import { normaliseCounts } from './normalise-counts.ts';
import { normaliseDate } from './normalise-date.ts';
import { normaliseInformation, normaliseServices } from './normalise-information.ts';
import { normaliseLocation } from './normalise-location.ts';
import { normalisePersons } from './normalise-persons.ts';
import { normaliseSharing, readCap } from './normalise-sharing.ts';

/** Inputs of the steps besides the report. The steps themselves use no clock, key or file. */
export type StepContext = {
  /** The node's calendar day, in days since 1970-01-01. */
  readonly today: number;
  /** Keyed digest of content, as text. */
  readonly digest: (content: Uint8Array) => string;
};

export type PrepareReportResult =
  | { readonly kind: 'prepared'; readonly report: PreparedReport; readonly digest: string }
  | { readonly kind: 'refused'; readonly violations: Violation[] };

/**
 * Validates and normalises a report and discards its identities, or returns all violations at once. A pure function of
 * report and context. The result contains no identities.
 */
export function prepareReport(report: Report, context: StepContext): PrepareReportResult {
  const findings = createFindings();
  checkIds(report, findings);
  const date = normaliseDate(report.occurredOn, 'occurred_on', context.today, findings);
  const { chainType, ...location } = normaliseLocation(report, findings);
  const classification = normaliseClassification(report, chainType, findings);
  const counts = normaliseCounts(report, findings);
  const persons = normalisePersons(report, findings);
  const information = normaliseInformation(report, findings);
  const services = normaliseServices(report.services, findings);
  const consent = normaliseConsent(report.consent, persons.personGroup, context.today, findings);
  const { layer, shareWith } = normaliseSharing(report, consent, findings);
  const cap = readCap(report.limit, findings);
  // Identities are not checked if there are too many persons, which is refused above.
  if (persons.persons.length === report.persons.length) checkIdentities(report, context.today, findings);
  if (findings.violations.length > 0 || date === undefined)
    return { kind: 'refused', violations: findings.violations };
  if (hasUnknownFields(report))
    addNote(findings, '', 'has fields that this node does not know; the fields were ignored');
  return {
    kind: 'prepared',
    digest: context.digest(canonicalContent(report)),
    report: {
      layer,
      incident: {
        occurredDay: date.occurredDay,
        datePrecision: date.datePrecision,
        ...location,
        ...classification,
        ...persons,
        shareWith,
        ...information,
        ...counts,
        services,
      },
      occurred: date.occurred,
      consent,
      notes: findings.notes satisfies Note[],
      cap,
      importId: report.importId,
    },
  };
}

/**
 * The bytes by which equal content is recognised, as it was sent. With the coded content, repeating a report
 * would become a conflict after an update of code book or gazetteer. Import id and cap are not part of the
 * content. An explicit default equals an absent value.
 */
export function canonicalContent(report: Report): Uint8Array {
  return Report.encode({
    ...report,
    layer: report.layer === 'reports' ? '' : report.layer,
    shareWith: report.shareWith === 'organisation' ? '' : report.shareWith,
    importId: '',
    limit: undefined,
    _unknownFields: undefined,
  }).finish();
}

function hasUnknownFields({ _unknownFields }: Report): boolean {
  return _unknownFields !== undefined && Object.keys(_unknownFields).length > 0;
}
