import { Buffer } from 'node:buffer';
import { dayNumber } from '@waylight/calendar';
import {
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  PlacePrecision,
  ReportEvent,
  RetractionReason,
  type Service,
  ServiceOutcome,
  ShareWith,
} from '@waylight/contracts/incident';

/** A reference of 16 bytes, the same for the same number. */
export function reference(n: number): Buffer {
  const bytes = Buffer.alloc(16, 0xa5);
  bytes.writeUInt32BE(n, 0);
  bytes.writeUInt32BE(Math.imul(n, 0x9e3779b1) >>> 0, 8);
  return bytes;
}

export type EventFacts = {
  readonly reference: number;
  readonly revision: number;
  /** A retraction has no incident. */
  readonly incident?: {
    readonly day?: number;
    readonly precision?: DatePrecision;
    readonly country?: Country;
    readonly type?: IncidentType;
    readonly victims?: number;
    readonly service?: Service;
    /** Given, if not stated. */
    readonly outcome?: ServiceOutcome;
    readonly shareWith?: ShareWith;
    readonly placePrecision?: PlacePrecision;
    readonly sourceQuality?: number;
  };
  readonly node?: Country;
  readonly layer?: Layer;
  readonly receivedDay?: number;
  readonly organisation?: number;
};

/** Event with these facts. Other facts are those of most reports. */
export function reportEvent(facts: EventFacts): ReportEvent {
  const { incident } = facts;
  return ReportEvent.fromPartial({
    reportReference: reference(facts.reference),
    revision: facts.revision,
    node: facts.node ?? Country.MK,
    firstReceivedDay: facts.receivedDay ?? dayNumber(2025, 3, 20),
    codeBookVersion: 1,
    organisation: facts.organisation ?? 3,
    layer: facts.layer ?? Layer.REPORTS,
    change:
      incident === undefined
        ? { $case: 'retraction', value: { reason: RetractionReason.MISTAKE } }
        : {
            $case: 'incident',
            value: {
              occurredDay: incident.day ?? dayNumber(2025, 3, 12),
              datePrecision: incident.precision ?? DatePrecision.DAY,
              country: incident.country ?? Country.MK,
              primaryType: incident.type ?? IncidentType.PUSHBACK,
              shareWith: incident.shareWith ?? ShareWith.PARTNERS,
              placePrecision: incident.placePrecision ?? PlacePrecision.UNKNOWN,
              sourceQuality: incident.sourceQuality ?? 0,
              ...(incident.victims === undefined ? {} : { victims: incident.victims }),
              ...(incident.service === undefined
                ? {}
                : {
                    services: [
                      { service: incident.service, outcome: incident.outcome ?? ServiceOutcome.GIVEN },
                    ],
                  }),
            },
          },
  });
}

/** Record of the event on the log. */
export function reportRecord(facts: EventFacts): { readonly key: Buffer; readonly value: Uint8Array } {
  return { key: reference(facts.reference), value: ReportEvent.encode(reportEvent(facts)).finish() };
}
