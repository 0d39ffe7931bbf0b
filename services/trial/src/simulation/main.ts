import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseRegistry } from '@waylight/access';
import { dayOfInstant } from '@waylight/calendar';
import { readJsonFile } from '@waylight/service-kit';
import { SHIPPED_REGISTRY } from '../files.ts';
import { parseArguments, type SimulationArguments, USAGE } from './arguments.ts';
import { createSimulation } from './simulation.ts';

// npm run simulate: exit code 2 for wrong arguments, 1 if a file cannot be written.
const parsed = parseArguments(process.argv.slice(2), dayOfInstant(Date.now()));
if (parsed === 'help') process.stdout.write(USAGE);
else if ('problem' in parsed) fail(`${parsed.problem}\n\n${USAGE}`, 2);
else await simulate(parsed);

async function simulate(args: SimulationArguments): Promise<void> {
  const dir = resolve(args.out);
  const problem = await folderProblem(dir);
  if (problem !== undefined)
    return fail(`--out ${args.out}: ${dir} ${problem}; name a new or empty folder\n`, 2);
  const { registry } = await readJsonFile(
    { variable: 'the shipped registry', file: fileURLToPath(SHIPPED_REGISTRY) },
    parseRegistry,
  );
  const { reports, files } = createSimulation(args, registry);
  for (const [name, text] of Object.entries(files)) {
    const file = join(dir, name);
    try {
      await writeFile(file, text, { flag: 'wx' });
    } catch (error) {
      return fail(`${file} cannot be written (${codeOf(error)}); remove ${dir} and try again\n`, 1);
    }
  }
  process.stdout.write(
    `Wrote ${reports} simulated reports and their exact counts to ${dir}. Synthetic data: see README.txt.\n`,
  );
}

/** Creates the folder, or returns its problem. A folder with files is refused, so that simulations do not mix. */
async function folderProblem(dir: string): Promise<string | undefined> {
  try {
    await mkdir(dir, { recursive: true });
    return (await readdir(dir)).length > 0 ? 'is not empty' : undefined;
  } catch (error) {
    return `cannot be used as a folder (${codeOf(error)})`;
  }
}

function codeOf(error: unknown): string {
  const code: unknown = Reflect.get(Object(error), 'code');
  if (typeof code !== 'string') throw error;
  return code;
}

function fail(message: string, exitCode: number): void {
  process.stderr.write(message);
  process.exitCode = exitCode;
}
