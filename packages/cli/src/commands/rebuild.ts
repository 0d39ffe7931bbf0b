import { type RebuildResponse, RebuildStep } from '@waylight/contracts/operations';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure } from '../failure.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';

type RebuildFlags = ConnectionFlags & { readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Counts the raw cells again from the beginning of the log, in a new generation. It compares both generations at the ' +
        'same positions, and swaps them if they are equal. Releases do not change. --format json prints each step on a line.',
    )
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight rebuild');
  withConnection(command).action(context.action((flags: RebuildFlags) => rebuild(context, flags)));
};

const STEPS = {
  [RebuildStep.UNSPECIFIED]: 'working',
  [RebuildStep.READING]: 'reading',
  [RebuildStep.COMPARING]: 'comparing',
  [RebuildStep.SWAPPED]: 'swapped',
  [RebuildStep.REFUSED]: 'refused',
} as const satisfies Record<RebuildStep, string>;

async function rebuild(context: CommandContext, flags: RebuildFlags): Promise<ExitCode> {
  const connection = await context.connect(flags, { operator: true });
  const operations = await connection.operations();
  const progress = await context.progress('rebuild', 1);
  const isJson = flags.format === 'json';
  let last: RebuildResponse | undefined;
  let step: RebuildStep = RebuildStep.UNSPECIFIED;
  try {
    // The call is a stream, so --timeout limits the time between two responses.
    for await (const response of operations.rebuild({})) {
      if (isJson) context.printJsonLine(documentOf(response));
      else if (response.step !== step && !context.signal.aborted)
        context.printMessage(`${STEPS[response.step] ?? 'working'} …`);
      step = response.step;
      last = response;
      progress.update(Number(response.eventsRead), Math.max(1, Number(response.eventsTotal)));
    }
  } finally {
    progress.stop();
  }
  switch (last?.step) {
    case RebuildStep.SWAPPED:
      if (!isJson)
        context.print(
          `${last.generation} is live: ${last.eventsRead} events read, and both counts are equal`,
        );
      return EXIT.ok;
    case RebuildStep.REFUSED:
      throw refusedFailure(
        `the counts differ in ${last.differingPartitions} partitions: nothing was swapped, the old generation stays live`,
        'Log messages of aggregation name the partitions. After an older store is restored, they catch up by themselves.',
      );
    default:
      throw new CommandFailure(EXIT.tryAgain, 'the rebuild ended without a result', [
        'Check waylight status --operator, then try again: the rebuild starts from the beginning.',
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
