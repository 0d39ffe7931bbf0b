import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Actor, type AuditEvent, NOBODY_ACTOR } from '../chain/audit-event.ts';
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
  it('causes two entries a minute for each kind, actor and outcome, however frequent the event is', async () => {
    const { recorder } = await start();
    for (let i = 0; i < 1_000; i++) await recorder.count(refused(NOBODY_ACTOR));
    await recorder.count(LISTED);
    await recorder.count(refused(NOBODY_ACTOR, AuditOutcome.UNAUTHENTICATED));
    expect(written).toEqual([
      refused(NOBODY_ACTOR),
      LISTED,
      refused(NOBODY_ACTOR, AuditOutcome.UNAUTHENTICATED),
    ]);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(written.slice(3)).toEqual([{ ...refused(NOBODY_ACTOR), count: 999 }]);
    await recorder.count(refused(NOBODY_ACTOR));
    expect(written).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(written).toHaveLength(5);
  });

  it('is counted for each organisation and operator', async () => {
    const { recorder } = await start();
    const parties: Actor[] = [5, 7].map((number) => ({ kind: 'organisation', number }));
    parties.push({ kind: 'operator', id: 'ana' }, { kind: 'operator', id: 'ben' });
    for (const actor of [...parties, ...parties]) await recorder.count(refused(actor));
    expect(written).toEqual(parties.map((actor) => refused(actor)));
  });

  it('is counted for each release', async () => {
    const { recorder } = await start();
    const read = (releaseId: string): AuditEvent => ({ ...LISTED, kind: AuditKind.RELEASE_READ, releaseId });
    for (const id of ['a', 'b', 'a', 'b', 'a']) await recorder.count(read(id));
    expect(written).toEqual([read('a'), read('b')]);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(written.slice(2)).toEqual([
      { ...read('a'), count: 2 },
      { ...read('b'), count: 1 },
    ]);
  });

  it('fails if the first entry cannot be written, and the next event tries again', async () => {
    const { recorder } = await start();
    failure = new Error('full');
    await expect(recorder.count(LISTED)).rejects.toThrow('full');
    recorder.countInBackground(LISTED);
    await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    failure = undefined;
    await recorder.count(LISTED);
    expect(written).toEqual([LISTED]);
  });
});

describe('a stop', () => {
  it('writes the counts, and then the event of the stop', async () => {
    const { recorder, running } = await start();
    await recorder.count(LISTED);
    await recorder.count(LISTED);
    await running.stop();
    expect(written.slice(1)).toEqual([
      { ...LISTED, count: 1 },
      { kind: AuditKind.STOPPED, actor: { kind: 'service' } },
    ]);
  });
});
