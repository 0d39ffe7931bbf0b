import process from 'node:process';
import { parseArguments, USAGE } from './arguments.ts';
import { runBench } from './benches.ts';
import { createDependencies } from './dependencies.ts';
import { describeEnvironment } from './machine.ts';
import { asJson, asTable } from './table.ts';

const options = parseArguments(process.argv.slice(2));
if (options === 'help') process.stdout.write(USAGE);
else if ('problem' in options) {
  process.stderr.write(`${options.problem}\n`);
  process.exitCode = 2;
} else {
  const dependencies = createDependencies();
  try {
    const figures = [];
    for (const name of options.names) {
      process.stderr.write(`measuring: ${name}\n`);
      try {
        figures.push(...(await runBench(name, dependencies, options.sizeOptions)));
      } catch (error) {
        // The figures of the other benchmarks are kept: all of them together take long.
        process.stderr.write(`${name} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
        process.exitCode = 1;
      }
    }
    const setting = await describeEnvironment(dependencies, process.env.WAYLIGHT_TEST_KAFKA !== undefined);
    const print = options.json ? asJson : asTable;
    process.stdout.write(`${print(setting, figures, dependencies.pages())}\n`);
  } finally {
    await dependencies.stop();
  }
}
