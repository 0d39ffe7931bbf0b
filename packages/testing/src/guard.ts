/**
 * Runs one command in its own process group, and kills the group when standard input closes. The parent process has the other end
 * of the pipe, so the command ends even if the parent is killed. Arguments: log file, command, and the command's arguments. A file
 * next to the log file contains the command's pid, for signals.
 */
import { spawn } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';

const [logFile, command, ...args] = process.argv.slice(2);
if (logFile === undefined || command === undefined)
  throw new Error('usage: guard LOGFILE COMMAND [ARGUMENT…]');
const log = openSync(logFile, 'a');
const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true });
if (child.pid !== undefined) writeFileSync(`${logFile}.pid`, String(child.pid));

function end(signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has already ended.
  }
}

let ending = false;
function stop(): void {
  if (ending) return;
  ending = true;
  end('SIGTERM');
  setTimeout(() => end('SIGKILL'), 5_000).unref();
}

process.stdin.resume();
process.stdin.on('end', stop);
process.stdin.on('close', stop);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
child.on('error', () => process.exit(127));
child.on('exit', (code) => process.exit(code ?? 1));
