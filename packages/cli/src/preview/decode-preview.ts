import { Layer } from '@waylight/contracts/incident';
import type { PreviewReportResponse } from '@waylight/contracts/intake';
import { outcomeName } from '../receipts/receipt.ts';
import { type DecodedField, eventFields, incidentFields } from './decode-event.ts';

/** What a report would become, decoded: what both the words and the JSON are made of. */
export type Preview = {
  readonly reportId: string;
  readonly revision: number;
  readonly outcome: string;
  /** What the log would have; undefined where nothing goes there. */
  readonly onLog: { readonly bytes: number; readonly fields: readonly DecodedField[] } | undefined;
  /** As the node keeps it for its organisation's own numbers. */
  readonly coded: readonly DecodedField[];
  readonly audiences: readonly string[];
  readonly isPublicRecord: boolean;
  /** Ids of releases that could count it; undefined where the plan is not known. */
  readonly releases: readonly string[] | undefined;
  readonly consent: Readonly<Record<string, string>> | undefined;
  readonly nodeOnly: readonly string[];
  readonly dropped: readonly string[];
  /** What each field that is made coarser became, in words. */
  readonly coarsened: readonly { readonly field: string; readonly replacedBy: readonly DecodedField[] }[];
  readonly notes: readonly { readonly field: string; readonly text: string }[];
};

export function decodePreview(
  response: PreviewReportResponse,
  reportId: string,
  releases: readonly string[] | undefined,
): Preview {
  const { receipt, event, incident, audiences, consent } = response;
  const onLog = event && { bytes: response.eventBytes, fields: eventFields(event) };
  const coded = incident === undefined ? [] : incidentFields(incident);
  const decodedFields = new Map([...coded, ...(onLog?.fields ?? [])]);
  return {
    reportId,
    revision: receipt?.revision ?? 0,
    outcome: outcomeName(response.outcome),
    ...{ onLog, coded, audiences, releases },
    isPublicRecord: event?.layer === Layer.PUBLIC_RECORD,
    consent: consent && {
      ...{ basis: consent.basis, scope: consent.scope, givenOn: consent.givenOn },
      ...{ givenBy: consent.givenBy, linkage: consent.linkage },
    },
    nodeOnly: response.nodeOnly.map(jsonPath),
    dropped: response.dropped.map(jsonPath),
    coarsened: response.coarsened.map(({ field, replacedBy }) => ({
      field: jsonPath(field),
      replacedBy: replacedBy.map(jsonPath).flatMap((path): DecodedField[] => {
        const value = decodedFields.get(path);
        return value === undefined ? [] : [[path, value]];
      }),
    })),
    notes: (receipt?.notes ?? []).map(({ field, text }) => ({ field: jsonPath(field), text })),
  };
}

/** As fields are called in JSON: "persons[0].age_band" is "persons[0].ageBand". */
function jsonPath(path: string): string {
  return path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** For programs: fields by path, each in words. */
export function previewDocument({ outcome, onLog, coded, coarsened, ...rest }: Preview) {
  return {
    ...rest,
    outcome: outcome.replaceAll(' ', '-'),
    onLog: onLog === undefined ? null : { bytes: onLog.bytes, fields: Object.fromEntries(onLog.fields) },
    coded: Object.fromEntries(coded),
    coarsened: coarsened.map(({ field, replacedBy }) => ({
      field,
      replacedBy: Object.fromEntries(replacedBy),
    })),
  };
}
