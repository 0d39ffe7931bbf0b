// What every script here stands on: the project's root, its installed tools, and the Node.js 24 that comes with them.
// Plain JavaScript for any Node.js from 18 on, with nothing installed.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const bin = join(root, 'node_modules', '.bin');

/** An installed tool, by its name; `tool('node')` is the Node.js that everything runs on. */
export const tool = (name) => join(bin, name);

/** The environment of every child process: the installed tools come first on the path, Node.js 24 among them. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * Runs one program to its end and answers `{ code, output }`: a program that fails is an answer, not an error.
 * After `deadlineMs` it is killed. With `capture` its output is in the answer, otherwise it goes where ours goes.
 */
export function run(command, args, { capture = false, env = {}, cwd = root, deadlineMs } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawn(command, args, {
      cwd,
      env: toolEnvironment(env),
      stdio,
      timeout: deadlineMs,
      killSignal: 'SIGKILL',
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    // Pass a termination on, so that the program stops what it has started.
    const terminate = () => child.kill('SIGTERM');
    process.on('SIGTERM', terminate);
    child.on('error', (error) => {
      process.off('SIGTERM', terminate);
      reject(error);
    });
    child.on('close', (code) => {
      process.off('SIGTERM', terminate);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
