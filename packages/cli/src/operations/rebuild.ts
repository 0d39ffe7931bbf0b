import { type RebuildResponse, RebuildStep } from '@waylight/contracts/operations';
import type { RebuildFlags } from '../commands/rebuild.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';

const STEPS = {
  [RebuildStep.UNSPECIFIED]: 'working',
  [RebuildStep.READING]: 'reading',
  [RebuildStep.COMPARING]: 'comparing',
  [RebuildStep.SWAPPED]: 'swapped',
  [RebuildStep.REFUSED]: 'refused',
} as const satisfies Record<RebuildStep, string>;

export async function rebuild(kit: Kit, flags: RebuildFlags): Promise<ExitCode> {
  const connection = await kit.connect(flags, { operator: true });
  const operations = await connection.operations();
  const progress = await kit.progress('rebuild', 1);
  let last: RebuildResponse | undefined;
  let step: RebuildStep = RebuildStep.UNSPECIFIED;
  try {
    // It answers while it reads; --timeout bounds the silence between two answers.
    for await (const response of operations.rebuild({})) {
      if (flags.json === true) kit.print(JSON.stringify(documentOf(response)));
      else if (response.step !== step && !kit.signal.aborted)
        kit.printMessage(`${STEPS[response.step] ?? 'working'} …`);
      step = response.step;
      last = response;
      progress.update(Number(response.eventsRead), Math.max(1, Number(response.eventsTotal)));
    }
  } finally {
    progress.stop();
  }
  switch (last?.step) {
    case RebuildStep.SWAPPED:
      if (flags.json !== true)
        kit.print(`${last.generation} serves: ${last.eventsRead} events read, and both counts were equal`);
      return EXIT.ok;
    case RebuildStep.REFUSED:
      throw refusedFailure(
        `the counts differ in ${last.differingPartitions} partitions: nothing was swapped, the live one still serves`,
        'The log of the aggregation names the partitions. If the store came back older, it is read again by itself.',
      );
    default:
      throw new CommandFailure(EXIT.tryAgain, 'the rebuild ended without a result', [
        'See npx waylight status --operator, then give the command again: it begins anew.',
      ]);
  }
}

function documentOf(response: RebuildResponse) {
  return {
    step: STEPS[response.step] ?? 'working',
    generation: response.generation,
    eventsRead: Number(response.eventsRead),
    eventsTotal: Number(response.eventsTotal),
    differingPartitions: response.differingPartitions,
  };
}
