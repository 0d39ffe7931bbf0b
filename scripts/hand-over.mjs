// Hands this process over to a program that runs on our Node.js 24, as if it had been called itself.
import { spawn } from 'node:child_process';
import { root, tool, toolEnvironment } from './toolchain.mjs';

/** Ctrl-C under npm arrives two or three times at once: from the terminal, from npm, from a shell between. */
const SAME_REQUEST_MS = 1000;

/**
 * Runs `entry` in the foreground and answers its exit code. The program stands in a process group of its own, so that one
 * Ctrl-C reaches it once, from here; another one, later, is passed on as well. An IPC channel lets it notice
 * (`disconnect`) when this process was killed.
 */
export function handOver(entry, args, env = {}) {
  const child = spawn(...withoutCoreDumps(tool('node'), [entry, ...args]), {
    cwd: root,
    env: toolEnvironment(env),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  let lastRequest = Number.NEGATIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const now = performance.now();
      const isRepeat = now - lastRequest < SAME_REQUEST_MS;
      lastRequest = now;
      if (!isRepeat) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${entry} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** A core dump of a node would hold identities: none is written. The shell's only work is to set that limit. */
function withoutCoreDumps(program, args) {
  if (process.platform === 'win32') return [program, args];
  return ['/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', program, ...args]];
}
