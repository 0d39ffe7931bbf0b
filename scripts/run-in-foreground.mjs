// Runs a program on the project's Node.js in place of this process.
import { spawn } from 'node:child_process';
import { root, tool, toolEnvironment } from './toolchain.mjs';

/** Time within which signals count as one Ctrl-C: under npm it arrives from the terminal, from npm and from its shell. */
const REPEATED_SIGNAL_MS = 1000;

/**
 * Runs `entry` in the foreground and returns its exit code. The program has its own process group, so one Ctrl-C reaches it
 * once, through this process; a later Ctrl-C is forwarded too. The program gets `disconnect` on its IPC channel when this
 * process is killed, and a message when `pages` are built; if they cannot be built, it is ended.
 */
export function runInForeground(entry, args, { node = tool('node'), env = {}, pages } = {}) {
  const child = spawn(...withoutCoreDumps(node, [entry, ...args]), {
    cwd: root,
    env: toolEnvironment(env),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  void pages?.then((areBuilt) => (areBuilt ? child.send('pages are built') : child.kill()));
  let lastSignal = Number.NEGATIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const now = performance.now();
      const isRepeat = now - lastSignal < REPEATED_SIGNAL_MS;
      lastSignal = now;
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

/** Runs the program without core dumps, because a dump of a node would contain identities. */
function withoutCoreDumps(program, args) {
  if (process.platform === 'win32') return [program, args];
  return ['/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', program, ...args]];
}
