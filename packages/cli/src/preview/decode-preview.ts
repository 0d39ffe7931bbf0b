import { Layer } from '@waylight/contracts/incident';
import type { PreviewReportResponse } from '@waylight/contracts/intake';
import { outcomeCode } from '../receipts/receipt.ts';
import { type DecodedField, eventFields, incidentFields } from './decode-event.ts';

/** A preview of a report, decoded. Text and JSON are both made from it. */
export type Preview = {
  readonly reportId: string;
  readonly revision: number;
  readonly outcome: string;
  /** The event for the log; undefined if no event is sent. */
  readonly onLog: { readonly bytes: number; readonly fields: readonly DecodedField[] } | undefined;
  /** The coded report that the node keeps for the organisation's own numbers. */
  readonly coded: readonly DecodedField[];
  readonly audiences: readonly string[];
  readonly isPublicRecord: boolean;
  /** Ids of releases that could count the report; undefined without the region's plan. */
  readonly releases: readonly string[] | undefined;
  readonly consent: Readonly<Record<string, string>> | undefined;
  readonly nodeOnly: readonly string[];
  readonly dropped: readonly string[];
  /** Fields that are made coarser, each with its coarser value in words. */
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
    outcome: outcomeCode(response.outcome),
    onLog,
    coded,
    audiences,
    releases,
    isPublicRecord: event?.layer === Layer.PUBLIC_RECORD,
    consent: consent && {
      basis: consent.basis,
      scope: consent.scope,
      givenOn: consent.givenOn,
      givenBy: consent.givenBy,
      linkage: consent.linkage,
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

/** The JSON name of a field: "persons[0].age_band" is "persons[0].ageBand". */
function jsonPath(path: string): string {
  return path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The JSON document: fields by path, each in words. */
export function previewDocument({ onLog, coded, coarsened, ...rest }: Preview) {
  return {
    ...rest,
    onLog: onLog === undefined ? null : { bytes: onLog.bytes, fields: Object.fromEntries(onLog.fields) },
    coded: Object.fromEntries(coded),
    coarsened: coarsened.map(({ field, replacedBy }) => ({
      field,
      replacedBy: Object.fromEntries(replacedBy),
    })),
  };
}
