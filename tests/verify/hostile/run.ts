import type { ServiceProcess } from '@waylight/tests-region';
import type { Door, Site } from './door.ts';
import { type HostileRegion, startHostileRegion } from './hostile-region.ts';
import { type DoorResult, runDoor } from './run-door.ts';

export type RunOptions = {
  readonly doors: readonly { readonly door: Door; readonly inputs: number }[];
  readonly seed: number;
  readonly first?: number;
  /** Addresses of a Kafka and a Redis for the region, asked for when a door needs it. */
  readonly parts: () => Promise<{ readonly kafka: string; readonly redis: string }>;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
};

export type RunResult = {
  readonly doors: readonly DoorResult[];
  /** What the sentinel sent meanwhile; undefined where no door needed the region. */
  readonly sentinel: { readonly accepted: number; readonly slowestMs: number } | undefined;
  readonly defects: readonly string[];
};

/** Sends hostile input to one door after the other, and looks at the region after each. */
export async function runDoors(options: RunOptions): Promise<RunResult> {
  const { seed, signal, say } = options;
  let started: Promise<HostileRegion> | undefined;
  let running: HostileRegion | undefined;
  const site: Site = {
    seed,
    region: () => {
      started ??= options.parts().then(({ kafka, redis }) => startHostileRegion(kafka, redis));
      return started;
    },
  };
  const services = (): readonly ServiceProcess[] => running?.region.processes() ?? [];
  const results: DoorResult[] = [];
  const defects: string[] = [];
  try {
    for (const { door, inputs } of options.doors) {
      if (signal.aborted) break;
      say(`${door.name}: ${inputs} inputs`);
      // Opened by the door itself; it is known here as soon as any door has asked for it.
      const watched: Door = {
        ...door,
        open: async (given) => {
          const opened = await door.open(given);
          running = await started;
          return opened;
        },
      };
      const result = await runDoor(watched, { site, inputs, first: options.first ?? 0, services, signal });
      results.push(result);
      for (const one of [...result.defects, ...lookAt(door.name, running)]) {
        if (defects.includes(one)) continue;
        defects.push(one);
        say(`DEFECT: ${one}`);
      }
    }
    if (running !== undefined) defects.push(...(await running.sentinel.settle()));
    return { doors: results, sentinel: sentinelOf(running), defects: [...new Set(defects)] };
  } finally {
    await (await started?.catch(() => undefined))?.stop();
  }
}

function sentinelOf(running: HostileRegion | undefined): RunResult['sentinel'] {
  if (running === undefined) return undefined;
  return { accepted: running.sentinel.accepted(), slowestMs: running.sentinel.slowestMs() };
}

/** Whether every service is alive, and none has called for somebody: an error in the log is a defect of ours. */
function lookAt(door: string, running: HostileRegion | undefined): string[] {
  if (running === undefined) return [];
  const wrong = running.region.processes().flatMap((one) => {
    if (one.gone()) return [`${door}: ${one.name} ended: ${one.output().slice(-1_000)}`];
    const error = one
      .output()
      .split('\n')
      .find((line) => line.includes('"level":"error"') || line.includes('UnhandledPromiseRejection'));
    return error === undefined ? [] : [`${door}: ${one.name} logged ${error.slice(0, 1_000)}`];
  });
  return [...wrong, ...running.sentinel.defects()];
}
