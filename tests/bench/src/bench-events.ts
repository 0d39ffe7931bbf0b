import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import {
  Country,
  DatePrecision,
  Layer,
  ReportEvent,
  RetractionReason,
  ShareWith,
} from '@waylight/contracts/incident';

export type BenchEvent = { readonly country: NodeCountry; readonly key: Buffer; readonly value: Uint8Array };

/** Reports and victims of each month when everything is counted. */
export type Truth = Readonly<Record<string, { readonly reports: number; readonly victims: number }>>;

const FIRST_DAY = Date.UTC(2025, 0, 1) / 86_400_000;
const DAYS = 365;
const TYPES = 10;
const GROUPS = 5;
const CIRCLES = [ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.PUBLIC] as const;

/**
 * Events as six nodes publish them: of ten, seven are new reports, two are revisions and one is a retraction. They fall
 * into 328,500 possible cells (country, day, type, person group, circle), as many as the peers were measured with.
 */
export function makeEvents(count: number): { readonly events: BenchEvent[]; readonly truth: Truth } {
  const random = randomOf(20_260_101);
  const below = (n: number): number => Math.floor(random() * n);
  type Known = { revision: number; country: NodeCountry; day: number; victims: number; retracted: boolean };
  const reports: Known[] = [];
  const events: BenchEvent[] = [];
  for (let n = 0; n < count; n++) {
    const what = n % 10;
    const at = what < 7 ? reports.length : below(reports.length);
    const known = reports[at];
    const report: Known = known ?? {
      revision: 0,
      country: NODE_COUNTRIES[below(NODE_COUNTRIES.length)] ?? 'MK',
      day: 0,
      victims: 0,
      retracted: false,
    };
    if (known === undefined) reports.push(report);
    report.revision++;
    report.retracted = what === 9;
    report.day = FIRST_DAY + below(DAYS);
    report.victims = 1 + below(5);
    const key = referenceOf(at);
    events.push({ country: report.country, key, value: encode(report, key, below) });
  }
  const truth: Record<string, { reports: number; victims: number }> = {};
  for (const { day, victims, retracted } of reports) {
    if (retracted) continue;
    const month = new Date(day * 86_400_000).toISOString().slice(0, 7);
    const sum = truth[month] ?? { reports: 0, victims: 0 };
    truth[month] = { reports: sum.reports + 1, victims: sum.victims + victims };
  }
  return { events, truth };
}

function encode(
  report: { revision: number; country: NodeCountry; day: number; victims: number; retracted: boolean },
  key: Buffer,
  below: (n: number) => number,
): Uint8Array {
  const type = 1 + below(TYPES);
  return ReportEvent.encode(
    ReportEvent.fromPartial({
      reportReference: key,
      revision: report.revision,
      node: Country[report.country],
      firstReceivedDay: FIRST_DAY + DAYS,
      codeBookVersion: 1,
      organisation: 5,
      layer: Layer.REPORTS,
      change: report.retracted
        ? { $case: 'retraction', value: { reason: RetractionReason.MISTAKE } }
        : {
            $case: 'incident',
            value: {
              occurredDay: report.day,
              datePrecision: DatePrecision.DAY,
              country: Country[report.country],
              primaryType: type as never,
              personGroup: (1 + below(GROUPS)) as never,
              shareWith: CIRCLES[below(CIRCLES.length)],
              victims: report.victims,
              // What most reports carry as well. It follows from country and type, so that it makes no further cells.
              area: 2 + Country[report.country],
              segment: 10 + Country[report.country],
              placePrecision: 2,
              furtherTypes: [1 + (type % TYPES)] as never,
              perpetrator: (1 + type) as never,
              method: (1 + type) as never,
              originRegion: 13,
              informationSource: 1,
              reliability: 2,
              credibility: 2,
              verification: 1,
              female: 1,
              male: 1,
              minors: 1,
              persons: [
                { sex: 2, ageBand: 2, flags: [1], originRegion: 13 },
                { sex: 2, ageBand: 3, originRegion: 13 },
              ],
            },
          },
    }),
  ).finish();
}

function referenceOf(n: number): Buffer {
  const bytes = Buffer.alloc(16, 0xa5);
  bytes.writeUInt32BE(n, 0);
  bytes.writeUInt32BE(Math.imul(n, 0x9e3779b1) >>> 0, 8);
  return bytes;
}

/** mulberry32: the same events in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
