import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '@waylight/tests-region';

/** Exit code of `waylight up` if the services work and something needs attention, such as a certificate that expires soon. */
const ATTENTION = 7;

/** Executes the indented commands in a text, in a shell that has `waylight`. Returns their output. @throws if one fails. */
export async function runPrintedCommands(
  printed: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const commands = printed.split('\n').filter((line) => /^ +(cp|docker|waylight) /.test(line));
  const path = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn('sh', ['-e', '-c', commands.join('\n')], {
    env: { ...process.env, ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (commands.length === 0 || (code !== 0 && code !== ATTENTION))
    throw new Error(`the printed commands ended with ${code}:\n${printed}\n${out}\n${err}`);
  return out;
}
