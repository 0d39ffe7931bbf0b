// Plain JavaScript without dependencies, because it runs before anything is installed.
import process from 'node:process';

const EVERY_MS = 250;

/**
 * Sends SIGTERM to this process when its parent has ended, if npm, npx or pnpm started it. They start a shell that starts this
 * process, and send SIGTERM to the shell, which does not forward it.
 */
export function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  timer.unref();
}
