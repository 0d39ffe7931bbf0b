import type { Incident, ReportEvent } from '@waylight/contracts/incident';

/** The fields of an incident that decide in which cell it is counted. Other fields do not affect numbers. */
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

/** The fields of an event that decide its contribution to counts. */
export type CountedEvent = Readonly<
  Pick<ReportEvent, 'revision' | 'firstReceivedDay' | 'organisation' | 'layer'>
> & {
  readonly change?:
    | { readonly $case: 'incident'; readonly value: CountedIncident }
    | { readonly $case: 'retraction'; readonly value: unknown };
};
