import { createRandom } from '../random.ts';
import type { Answer, FuzzContext, FuzzTarget, WatchedProcess } from './fuzz-target.ts';
import { findInternals } from './internals.ts';
import { type MemoryUse, watchMemory } from './memory.ts';

export type TargetResult = {
  readonly target: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly memory: readonly MemoryUse[];
  readonly defects: readonly string[];
};

export type TargetRun = {
  readonly context: FuzzContext;
  readonly inputs: number;
  /** The number of the first input: with it, one input can be repeated alone. */
  readonly first: number;
  /** Processes whose memory is measured: the services of the region, while it runs. */
  readonly services: () => readonly WatchedProcess[];
  readonly signal: AbortSignal;
};

/** More defects than this add nothing new. */
const MAX_DEFECTS = 25;

/** Sends the inputs of a target, each from its own random numbers, and collects the answers. */
export async function runTarget(target: FuzzTarget, run: TargetRun): Promise<TargetResult> {
  const openTarget = await target.open(run.context);
  const memory = watchMemory(() => [...run.services(), ...(openTarget.watchedProcesses?.() ?? [])]);
  const startedAt = performance.now();
  const codes: Record<string, number> = {};
  const defects = new Map<string, string>();
  let next = run.first;
  let sent = 0;
  let slowestMs = 0;
  const defect = (input: number, what: string) => {
    // Many inputs find the same defect: the first is enough.
    const kind = what.replace(/[0-9]+/g, '#').slice(0, 80);
    if (!defects.has(kind)) defects.set(kind, `${target.name} input ${input}: ${what}`);
  };
  const count = (code: string, times: number) => {
    codes[code] = (codes[code] ?? 0) + times;
    sent += times;
  };
  const sendOne = async (input: number) => {
    const sentAt = performance.now();
    const answer = await withTimeout(
      openTarget.send(createRandom(run.context.seed, `${target.name}/${input}`)),
      target.timeoutMs,
    );
    slowestMs = Math.max(slowestMs, performance.now() - sentAt);
    for (const [code, times] of Object.entries(answer.codes ?? { [answer.code]: 1 })) count(code, times);
    for (const what of answer.defects ?? []) defect(input, what);
    const internals = findInternals(answer.text ?? '');
    if (internals !== undefined) defect(input, `the answer ${answer.code} contains ${internals}`);
  };
  const sendInputs = async () => {
    while (next < run.first + run.inputs && !run.signal.aborted && defects.size < MAX_DEFECTS)
      await sendOne(next++);
  };
  await Promise.all(Array.from({ length: Math.min(target.concurrency, run.inputs) }, sendInputs));
  const seconds = (performance.now() - startedAt) / 1_000;
  await openTarget.close?.();
  const uses = memory.stop();
  for (const { name, peak, most } of uses)
    if (peak > most)
      defects.set(name, `${target.name}: ${name} took ${peak.toFixed()} MiB, more than ${most}`);
  return {
    target: target.name,
    inputs: sent,
    seconds,
    codes,
    slowestMs,
    memory: uses,
    defects: [...defects.values()],
  };
}

async function withTimeout(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
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
