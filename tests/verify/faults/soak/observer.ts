import { ReceiptState } from '@waylight/contracts/intake';
import { isShared } from '../contents.ts';
import { nameOf } from '../history.ts';
import { createRecorder, type Recorder } from '../recorder.ts';
import { createLatencies, type Latencies } from './latencies.ts';

/** Measurements of the clients during a run. */
export type Observer = {
  readonly recorder: Recorder;
  /** From the first try of a write to its receipt, all tries together. */
  readonly accepted: Latencies;
  /** From that receipt to the receipt `counted` of a watch. */
  readonly counted: Latencies;
  /** Writes with an outcome. */
  readonly operations: () => number;
  /** Wait of the oldest report that is accepted and not counted yet, in milliseconds. */
  readonly oldestWaitMs: (now: number) => number;
  readonly faults: () => readonly Fault[];
};

/** Times are milliseconds of the monotonic clock. */
export type Fault = {
  readonly name: string;
  readonly what: string;
  readonly from: number;
  readonly to: number | undefined;
};

/** Enough for all writes under way at the same time. */
const MAX_EARLY = 1_000;

/** A recorder that also measures. Besides the history it only keeps reports that are not counted yet. */
export function createObserver(recorder: Recorder = createRecorder()): Observer {
  const accepted = createLatencies();
  const counted = createLatencies();
  const waiting = new Map<string, { readonly revision: number; readonly since: number }>();
  // A write whose answer was lost may be counted before a later try is answered.
  const early = new Map<string, number>();
  const faults: Fault[] = [];
  let operations = 0;
  return {
    accepted,
    counted,
    operations: () => operations,
    oldestWaitMs: (now) => {
      // Insertion order: the first is the oldest.
      for (const { since } of waiting.values()) return now - since;
      return 0;
    },
    faults: () => faults,
    recorder: {
      ...recorder,
      operation: (one) => {
        operations++;
        recorder.operation(one);
        if (one.outcome.kind !== 'acknowledged') return;
        accepted.add(one.endedAt - one.invokedAt);
        const report = nameOf(one);
        // A report revised meanwhile is counted by its last revision.
        waiting.delete(report);
        const { revision } = one.outcome.receipt;
        const isCounted = (early.get(report) ?? 0) >= revision;
        early.delete(report);
        if (isCounted) counted.add(0);
        else if (one.content !== undefined && isShared(one.content))
          waiting.set(report, { revision, since: one.endedAt });
      },
      sighting: (one) => {
        recorder.sighting(one);
        if (one.state !== ReceiptState.COUNTED && one.state !== ReceiptState.IN_RELEASE) return;
        const report = nameOf(one);
        const before = waiting.get(report);
        if (before === undefined || one.revision > before.revision) {
          early.set(report, one.revision);
          for (const oldest of early.keys()) if (early.size > MAX_EARLY) early.delete(oldest);
        }
        if (before === undefined || one.revision < before.revision) return;
        waiting.delete(report);
        if (one.revision === before.revision) counted.add(Math.max(0, one.endedAt - before.since));
      },
      event: (what, detail) => {
        recorder.event(what, detail);
        const [, name = '', change] = /^(.+) (injected|healed)$/.exec(what) ?? [];
        const now = performance.now();
        if (change === 'injected') faults.push({ name, what: detail, from: now, to: undefined });
        const last = faults.at(-1);
        if (change === 'healed' && last !== undefined) faults[faults.length - 1] = { ...last, to: now };
      },
    },
  };
}
