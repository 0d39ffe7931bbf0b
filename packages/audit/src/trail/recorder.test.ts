import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Actor, ANONYMOUS_ACTOR, type AuditEvent } from '../chain/audit-event.ts';
import { createAuditRecorder } from './recorder.ts';

const MINUTE_MS = 60_000;
const LISTED = { kind: AuditKind.REPORTS_LISTED, actor: { kind: 'organisation', number: 5 } } as const;
const refused = (actor: Actor, outcome: AuditOutcome = AuditOutcome.PERMISSION_DENIED): AuditEvent => ({
  kind: AuditKind.ACCESS_REFUSED,
  actor,
  outcome,
});

let written: AuditEvent[];
let failure: Error | undefined;
const onError = vi.fn();

async function start() {
  const recorder = createAuditRecorder({
    write: async (event) => {
      if (failure !== undefined) throw failure;
      written.push(event);
    },
    startEvents: [{ kind: AuditKind.STARTED, actor: { kind: 'service' } }],
    onError,
  });
  const running = await recorder.component.start(new AbortController().signal);
  written = [];
  return { recorder, running };
}

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  failure = undefined;
  onError.mockClear();
});
afterEach(() => vi.useRealTimers());

describe('an event that callers can cause without limit', () => {
  it('causes at most two entries per minute for each kind, actor and outcome', async () => {
    const { recorder } = await start();
    for (let i = 0; i < 1_000; i++) await recorder.recordAggregated(refused(ANONYMOUS_ACTOR));
    await recorder.recordAggregated(LISTED);
    await recorder.recordAggregated(refused(ANONYMOUS_ACTOR, AuditOutcome.UNAUTHENTICATED));
    expect(written).toEqual([
      refused(ANONYMOUS_ACTOR),
      LISTED,
      refused(ANONYMOUS_ACTOR, AuditOutcome.UNAUTHENTICATED),
    ]);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(written.slice(3)).toEqual([{ ...refused(ANONYMOUS_ACTOR), count: 999 }]);
    await recorder.recordAggregated(refused(ANONYMOUS_ACTOR));
    expect(written).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(written).toHaveLength(5);
  });

  it('is counted separately for each organisation and operator', async () => {
    const { recorder } = await start();
    const parties: Actor[] = [5, 7].map((number) => ({ kind: 'organisation', number }));
    parties.push({ kind: 'operator', id: 'ana' }, { kind: 'operator', id: 'ben' });
    for (const actor of [...parties, ...parties]) await recorder.recordAggregated(refused(actor));
    expect(written).toEqual(parties.map((actor) => refused(actor)));
  });

  it('is counted separately for each release', async () => {
    const { recorder } = await start();
    const read = (releaseId: string): AuditEvent => ({ ...LISTED, kind: AuditKind.RELEASE_READ, releaseId });
    for (const id of ['a', 'b', 'a', 'b', 'a']) await recorder.recordAggregated(read(id));
    expect(written).toEqual([read('a'), read('b')]);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(written.slice(2)).toEqual([
      { ...read('a'), count: 2 },
      { ...read('b'), count: 1 },
    ]);
  });

  it('is rejected if the first entry cannot be written; the next call writes it', async () => {
    const { recorder } = await start();
    failure = new Error('full');
    await expect(recorder.recordAggregated(LISTED)).rejects.toThrow('full');
    recorder.recordAggregatedInBackground(LISTED);
    await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    failure = undefined;
    await recorder.recordAggregated(LISTED);
    expect(written).toEqual([LISTED]);
  });
});

describe('stopping the recorder', () => {
  it('writes the counts, then a STOPPED event', async () => {
    const { recorder, running } = await start();
    await recorder.recordAggregated(LISTED);
    await recorder.recordAggregated(LISTED);
    await running.stop();
    expect(written.slice(1)).toEqual([
      { ...LISTED, count: 1 },
      { kind: AuditKind.STOPPED, actor: { kind: 'service' } },
    ]);
  });
});
