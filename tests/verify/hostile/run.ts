import type { ServiceProcess } from '@waylight/tests-region';
import type { FuzzContext, FuzzTarget } from './fuzz-target.ts';
import { type HostileRegion, startHostileRegion } from './hostile-region.ts';
import { runTarget, type TargetResult } from './run-target.ts';

export type RunOptions = {
  readonly targets: readonly { readonly target: FuzzTarget; readonly inputs: number }[];
  readonly seed: number;
  readonly first?: number;
  /** Starts Kafka and Redis for the region, and returns their addresses. Called when a target first needs them. */
  readonly startDependencies: () => Promise<{ readonly kafka: string; readonly redis: string }>;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
};

export type RunResult = {
  readonly targets: readonly TargetResult[];
  /** The load of the sentinel; undefined if no target needed the region. */
  readonly sentinel: { readonly accepted: number; readonly slowestMs: number } | undefined;
  readonly defects: readonly string[];
};

/** Sends hostile input to one target after the other, and checks the region after each. */
export async function runTargets(options: RunOptions): Promise<RunResult> {
  const { seed, signal, print } = options;
  let started: Promise<HostileRegion> | undefined;
  let running: HostileRegion | undefined;
  const context: FuzzContext = {
    seed,
    region: () => {
      started ??= options.startDependencies().then(({ kafka, redis }) => startHostileRegion(kafka, redis));
      return started;
    },
  };
  const services = (): readonly ServiceProcess[] => running?.region.processes() ?? [];
  const results: TargetResult[] = [];
  const defects: string[] = [];
  /** How much of each service's output was checked, by the service's name. */
  const readTo = new Map<string, number>();
  try {
    for (const { target, inputs } of options.targets) {
      if (signal.aborted) break;
      print(`${target.name}: ${inputs} inputs`);
      // The target itself opens the region, so it is known as soon as the first target has opened it.
      const watched: FuzzTarget = {
        ...target,
        open: async (context) => {
          const opened = await target.open(context);
          running = await started;
          return opened;
        },
      };
      const result = await runTarget(watched, {
        context,
        inputs,
        first: options.first ?? 0,
        services,
        signal,
      });
      results.push(result);
      for (const one of [...result.defects, ...findServiceDefects(target.name, running, readTo)]) {
        if (defects.includes(one)) continue;
        defects.push(one);
        print(`DEFECT: ${one}`);
      }
    }
    if (running !== undefined) defects.push(...(await running.sentinel.settle()));
    return { targets: results, sentinel: summariseSentinel(running), defects: [...new Set(defects)] };
  } finally {
    await (await started?.catch(() => undefined))?.stop();
  }
}

function summariseSentinel(running: HostileRegion | undefined): RunResult['sentinel'] {
  if (running === undefined) return undefined;
  return { accepted: running.sentinel.accepted(), slowestMs: running.sentinel.slowestMs() };
}

/**
 * Checks that every service is alive and has logged no error since the last check, which would require an operator, and that the
 * sentinel's reports were accepted.
 */
function findServiceDefects(
  target: string,
  running: HostileRegion | undefined,
  readTo: Map<string, number>,
): string[] {
  if (running === undefined) return [];
  const wrong = running.region.processes().flatMap((one) => {
    const output = one.output();
    const lines = output.slice(readTo.get(one.name) ?? 0).split('\n');
    readTo.set(one.name, output.length);
    const errors = lines.filter(
      (line) => line.includes('"level":"error"') || line.includes('UnhandledPromiseRejection'),
    );
    return [
      ...errors.map((line) => `${target}: ${one.name} logged ${line.slice(0, 1_000)}`),
      ...(one.hasExited() ? [`${target}: ${one.name} exited: ${output.slice(-1_000)}`] : []),
    ];
  });
  return [...wrong, ...running.sentinel.defects()];
}
