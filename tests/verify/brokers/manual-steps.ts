import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '@waylight/tests-region';

const MANUAL = 'docs/operations/redis.md';
const STEP_MS = 60_000;

/** Reads the commands of one section of the manual, a text for each block, so that manual and test cannot differ. */
export function readManualSteps(heading: string, count: number): readonly string[] {
  const page = readFileSync(join(ROOT, MANUAL), 'utf8');
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split(/^##/m);
  const steps = [...own.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(([, text = '']) => text);
  if (steps.length !== count)
    throw new Error(`${MANUAL}, "${heading}", has ${steps.length} blocks of commands, not ${count}`);
  return steps;
}

/** Sets variables that the commands assign themselves. @throws Error if they do not assign one of them. */
export function assignVariables(commands: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => {
    const assignment = new RegExp(`^${name}=.*$`, 'm');
    if (!assignment.test(text)) throw new Error(`${MANUAL} assigns no ${name}`);
    return text.replace(assignment, () => `${name}='${value}'`);
  }, commands);
}

/** Runs commands in a shell that stops at the first failure. Returns their output. */
export async function runCommands(commands: string, folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-euc', commands], { cwd: folder, timeout: STEP_MS });
  return stdout;
}
