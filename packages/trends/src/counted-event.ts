import type { Incident, ReportEvent } from '@waylight/contracts/incident';

/** Of an incident, what decides in which cell it counts. Whatever else an event says changes no number. */
export type CountedIncident = Readonly<
  Pick<
    Incident,
    | 'occurredDay'
    | 'datePrecision'
    | 'country'
    | 'area'
    | 'segment'
    | 'primaryType'
    | 'cause'
    | 'perpetrator'
    | 'method'
    | 'personGroup'
    | 'originRegion'
    | 'shareWith'
    | 'victims'
    | 'services'
    | 'placePrecision'
    | 'sourceQuality'
  >
>;

/** Of an event, what decides what it counts. */
export type CountedEvent = Readonly<
  Pick<ReportEvent, 'revision' | 'firstReceivedDay' | 'organisation' | 'layer'>
> & {
  readonly change?:
    | { readonly $case: 'incident'; readonly value: CountedIncident }
    | { readonly $case: 'retraction'; readonly value: unknown };
};
