import { once } from 'node:events';
import process from 'node:process';
import { runMain } from '@waylight/service-kit';
import { parseArguments, USAGE } from './arguments.ts';
import { createTrial } from './trial.ts';

const parsed = parseArguments(process.argv.slice(2));
if (parsed === 'help') {
  process.stdout.write(USAGE);
} else if ('problem' in parsed) {
  process.stderr.write(`${parsed.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  // `disconnect` means that the parent process was killed.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // The IPC channel must not keep the process alive after a failed start.
  process.channel?.unref();
  // `npm start` builds the pages meanwhile, and sends a message when they are built.
  const waitForPages = async (signal: AbortSignal) => {
    if (process.connected) await once(process, 'message', { signal });
  };
  await runMain(() => createTrial(parsed, waitForPages), { forcedExitMs: 60_000 });
}
