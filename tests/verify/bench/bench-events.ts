import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import {
  Country,
  DatePrecision,
  Layer,
  ReportEvent,
  RetractionReason,
  ServiceOutcome,
  ShareWith,
} from '@waylight/contracts/incident';
import { createRandom } from '../random.ts';

export type BenchEvent = { readonly country: NodeCountry; readonly key: Buffer; readonly value: Uint8Array };

/** Reports and victims by month, after everything has been counted. */
export type Truth = Readonly<Record<string, { readonly reports: number; readonly victims: number }>>;

const FIRST_DAY = Date.UTC(2025, 0, 1) / 86_400_000;
const DAYS = 365;
const TYPES = 10;
const GROUPS = 5;
/** One more than are listed, so that one counts as unknown. */
const OUTCOMES = 7;
const AUDIENCES = [ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.PUBLIC] as const;
/** Ages of incidents at the receipt of their report, in days. Four of five count by week of receipt. */
const AGES = 36;
/** Every third change of an existing report is its retraction. */
const CHANGES_PER_RETRACTION = 3;

export type EventMix = {
  readonly count: number;
  /** Percentage of events that revise or retract an earlier report; the others are new reports. */
  readonly changedPercent: number;
  /** Ranges of events, in order, that change only reports older than the range, each at most once. */
  readonly changingOnce?: readonly EventRun[];
};

/** Event numbers: the first, and the one after the last. */
export type EventRun = { readonly from: number; readonly to: number };

export type BenchEvents = {
  /** Generated lazily, so that only the report states are in memory. Iterable once. */
  readonly events: Iterable<BenchEvent>;
  /** The counts of all events generated so far. */
  readonly truth: () => Truth;
  readonly reports: () => number;
};

/**
 * Generates events like those of six nodes, the same in every run. They fall into 985,500 possible cells (country, day,
 * type, person group, audience, group size). A revision moves its report to another day, type and group.
 */
export function makeEvents({ count, changedPercent, changingOnce = [] }: EventMix): BenchEvents {
  const random = createRandom(20_260_101);
  const below = (n: number): number => Math.floor(random.next() * n);
  const reports = createReports(Math.ceil((count * (100 - changedPercent)) / 100) + 1);
  const newPercent = 100 - changedPercent;

  function* make(): Generator<BenchEvent> {
    let changed = 0;
    const runs = changingOnce[Symbol.iterator]();
    let run = runs.next().value;
    let once: (() => number) | undefined;
    for (let n = 0; n < count; n++) {
      if (n === run?.from) once = eachOnce(reports.size());
      if (n === run?.to) [run, once] = [runs.next().value, undefined];
      const isNew = (n * newPercent) % 100 < newPercent;
      const at = isNew ? reports.add(below(NODE_COUNTRIES.length)) : (once?.() ?? below(reports.size()));
      const retracted = !isNew && changed++ % CHANGES_PER_RETRACTION === CHANGES_PER_RETRACTION - 1;
      const report = reports.change(at, {
        day: Math.max(0, receivedDayOf(at) - below(AGES)),
        victims: 1 + below(5),
        retracted,
      });
      const key = referenceOf(at);
      const value = encode({ ...report, receivedDay: FIRST_DAY + receivedDayOf(at) }, key, below);
      yield { country: report.country, key, value };
    }
  }
  return { events: make(), truth: reports.truth, reports: reports.size };
}

/** A prime. Modulo any smaller size, its multiples visit every number once before they repeat. */
const STRIDE = 15_485_863;

/** Returns the day on which a report is first received, spread over the year. Its revisions keep this day. */
const receivedDayOf = (at: number): number => (at * STRIDE) % DAYS;

/** Returns each number below `size` once, spread over all of them. */
function eachOnce(size: number): () => number {
  let count = 0;
  return () => {
    if (count === size) throw new RangeError(`a run has more changes than the ${size} reports before it`);
    return (count++ * STRIDE) % size;
  };
}

type Report = {
  readonly country: NodeCountry;
  readonly revision: number;
  readonly day: number;
  readonly victims: number;
  readonly retracted: boolean;
};

/** The last published state of every report, in a few bytes each. */
function createReports(most: number) {
  const countries = new Uint8Array(most);
  const revisions = new Uint16Array(most);
  const days = new Uint16Array(most);
  /** 0 for a retracted report. */
  const victims = new Uint8Array(most);
  let size = 0;
  return {
    size: () => size,
    add: (country: number): number => {
      countries[size] = country;
      return size++;
    },
    change: (at: number, to: { day: number; victims: number; retracted: boolean }): Report => {
      const revision = (revisions[at] ?? 0) + 1;
      revisions[at] = revision;
      days[at] = to.day;
      victims[at] = to.retracted ? 0 : to.victims;
      return {
        ...to,
        day: FIRST_DAY + to.day,
        revision,
        country: NODE_COUNTRIES[countries[at] ?? 0] ?? 'MK',
      };
    },
    truth: (): Truth => {
      const truth: Record<string, { reports: number; victims: number }> = {};
      for (let at = 0; at < size; at++) {
        if (victims[at] === 0) continue;
        const month = new Date((FIRST_DAY + (days[at] ?? 0)) * 86_400_000).toISOString().slice(0, 7);
        const sum = truth[month] ?? { reports: 0, victims: 0 };
        truth[month] = { reports: sum.reports + 1, victims: sum.victims + (victims[at] ?? 0) };
      }
      return truth;
    },
  };
}

function encode(
  report: Report & { readonly receivedDay: number },
  key: Buffer,
  below: (n: number) => number,
): Uint8Array {
  const type = 1 + below(TYPES);
  return ReportEvent.encode(
    ReportEvent.fromPartial({
      reportReference: key,
      revision: report.revision,
      node: Country[report.country],
      firstReceivedDay: report.receivedDay,
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
              shareWith: AUDIENCES[below(AUDIENCES.length)],
              victims: report.victims,
              // Further fields of most reports. They follow from country and type, so they add no cells.
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
              services: [
                { service: type as never, outcome: (1 + (type % OUTCOMES)) as never },
                {
                  service: (1 + (type % TYPES)) as never,
                  outcome: type % 2 === 0 ? ServiceOutcome.UNAVAILABLE : ServiceOutcome.REFERRED,
                },
              ],
              persons: [
                { sex: 2, ageBand: 2, flags: [1], originRegion: 13 },
                { sex: 2, ageBand: 3, originRegion: 13 },
              ],
            },
          },
    }),
  ).finish();
}

/** Returns the reference of the n-th report: 16 bytes, spread like a digest. */
export function referenceOf(n: number): Buffer {
  const bytes = Buffer.alloc(16, 0xa5);
  bytes.writeUInt32BE(n, 0);
  bytes.writeUInt32BE(Math.imul(n, 0x9e3779b1) >>> 0, 8);
  return bytes;
}
