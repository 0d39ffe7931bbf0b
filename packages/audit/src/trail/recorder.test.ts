import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Happening, NOBODY, type Party } from '../chain/entry.ts';
import { createAuditRecorder } from './recorder.ts';

const MINUTE_MS = 60_000;
const LISTED = { kind: AuditKind.REPORTS_LISTED, by: { kind: 'organisation', number: 5 } } as const;
const refused = (by: Party, outcome: AuditOutcome = AuditOutcome.PERMISSION_DENIED): Happening => ({
  kind: AuditKind.ACCESS_REFUSED,
  by,
  outcome,
});

let written: Happening[];
let failure: Error | undefined;
const failed = vi.fn();

async function start() {
  const recorder = createAuditRecorder({
    write: async (happening) => {
      if (failure !== undefined) throw failure;
      written.push(happening);
    },
    atStart: [{ kind: AuditKind.STARTED, by: { kind: 'service' } }],
    failed,
  });
  const running = await recorder.component.start(new AbortController().signal);
  written = [];
  return { recorder, running };
}

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  failure = undefined;
  failed.mockClear();
});
afterEach(() => vi.useRealTimers());

describe('what may come as often as somebody likes', () => {
  it('is two entries a minute for each kind, party and outcome, however often it comes', async () => {
    const { recorder } = await start();
    for (let i = 0; i < 1_000; i++) await recorder.count(refused(NOBODY));
    await recorder.count(LISTED);
    await recorder.count(refused(NOBODY, AuditOutcome.UNAUTHENTICATED));
    expect(written).toEqual([refused(NOBODY), LISTED, refused(NOBODY, AuditOutcome.UNAUTHENTICATED)]);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(written.slice(3)).toEqual([{ ...refused(NOBODY), count: 999 }]);
    await recorder.count(refused(NOBODY));
    expect(written).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(written).toHaveLength(5);
  });

  it('is told apart by organisation and by operator', async () => {
    const { recorder } = await start();
    const parties: Party[] = [5, 7].map((number) => ({ kind: 'organisation', number }));
    parties.push({ kind: 'operator', id: 'ana' }, { kind: 'operator', id: 'ben' });
    for (const by of [...parties, ...parties]) await recorder.count(refused(by));
    expect(written).toEqual(parties.map((by) => refused(by)));
  });

  it('is told apart by release, of which there are so many', async () => {
    const { recorder } = await start();
    const read = (releaseId: string): Happening => ({ ...LISTED, kind: AuditKind.RELEASE_READ, releaseId });
    for (const id of ['a', 'b', 'a', 'b', 'a']) await recorder.count(read(id));
    expect(written).toEqual([read('a'), read('b')]);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(written.slice(2)).toEqual([
      { ...read('a'), count: 2 },
      { ...read('b'), count: 1 },
    ]);
  });

  it('fails where the first cannot be written, and is tried again with the next', async () => {
    const { recorder } = await start();
    failure = new Error('full');
    await expect(recorder.count(LISTED)).rejects.toThrow('full');
    recorder.note(LISTED);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1));
    failure = undefined;
    await recorder.count(LISTED);
    expect(written).toEqual([LISTED]);
  });
});

describe('a stop', () => {
  it('writes what was counted, and then that it is one', async () => {
    const { recorder, running } = await start();
    await recorder.count(LISTED);
    await recorder.count(LISTED);
    await running.stop();
    expect(written.slice(1)).toEqual([
      { ...LISTED, count: 1 },
      { kind: AuditKind.STOPPED, by: { kind: 'service' } },
    ]);
  });
});
