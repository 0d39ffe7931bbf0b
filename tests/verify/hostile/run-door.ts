import type { Answer, Door, Site, WatchedProcess } from './door.ts';
import { internalsIn } from './internals.ts';
import { type MemoryUse, watchMemory } from './memory.ts';
import { randomOfInput } from './random.ts';

export type DoorResult = {
  readonly door: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly memory: readonly MemoryUse[];
  readonly defects: readonly string[];
};

export type DoorRun = {
  readonly site: Site;
  readonly inputs: number;
  /** The number of the first input: one input alone is sent again by its number. */
  readonly first: number;
  /** Whose memory is looked at: the region's services, once it runs. */
  readonly services: () => readonly WatchedProcess[];
  readonly signal: AbortSignal;
};

/** Past these the rest of a run says nothing new. */
const MOST_DEFECTS = 25;

/** Sends a door's inputs, each made by its own chance, and keeps what came of them. */
export async function runDoor(door: Door, run: DoorRun): Promise<DoorResult> {
  const opened = await door.open(run.site);
  const memory = watchMemory(() => [...run.services(), ...(opened.watched?.() ?? [])]);
  const startedAt = performance.now();
  const codes: Record<string, number> = {};
  const defects = new Map<string, string>();
  let next = run.first;
  let sent = 0;
  let slowestMs = 0;
  const defect = (input: number, what: string) => {
    // The same defect comes with many inputs: the first of them is enough.
    const kind = what.replace(/[0-9]+/g, '#').slice(0, 80);
    if (!defects.has(kind)) defects.set(kind, `${door.name} input ${input}: ${what}`);
  };
  const count = (code: string, times: number) => {
    codes[code] = (codes[code] ?? 0) + times;
    sent += times;
  };
  const sendOne = async (input: number) => {
    const sentAt = performance.now();
    const answer = await answered(opened.send(randomOfInput(run.site.seed, door.name, input)), door.withinMs);
    slowestMs = Math.max(slowestMs, performance.now() - sentAt);
    for (const [code, times] of Object.entries(answer.codes ?? { [answer.code]: 1 })) count(code, times);
    for (const what of answer.defects ?? []) defect(input, what);
    const internals = internalsIn(answer.text ?? '');
    if (internals !== undefined) defect(input, `the answer ${answer.code} has ${internals}`);
  };
  const lane = async () => {
    while (next < run.first + run.inputs && !run.signal.aborted && defects.size < MOST_DEFECTS)
      await sendOne(next++);
  };
  await Promise.all(Array.from({ length: Math.min(door.atOnce, run.inputs) }, lane));
  const seconds = (performance.now() - startedAt) / 1_000;
  await opened.close?.();
  const uses = memory.stop();
  for (const { name, peak, most } of uses)
    if (peak > most) defects.set(name, `${door.name}: ${name} took ${peak.toFixed()} MiB, more than ${most}`);
  return {
    door: door.name,
    inputs: sent,
    seconds,
    codes,
    slowestMs,
    memory: uses,
    defects: [...defects.values()],
  };
}

async function answered(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(
    () => resolve({ code: 'no answer', defects: [`no answer within ${withinMs} ms`] }),
    withinMs,
  );
  try {
    return await Promise.race([answer, promise]);
  } catch (error) {
    return { code: 'defect', defects: [String(error)] };
  } finally {
    clearTimeout(timer);
  }
}
