import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('./run-main.fixture.ts', import.meta.url));

/** Runs the process, sends the signal after the process printed the line, and returns exit code and output. */
async function run(behaviour: string, when?: string, signal: NodeJS.Signals = 'SIGTERM') {
  const child = spawn(process.execPath, [script, behaviour], { stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    const before = out;
    out += chunk;
    if (when !== undefined && out.includes(when) && !before.includes(when)) child.kill(signal);
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops the service and exits with 0', async (signal) => {
  expect(await run('good', 'started', signal)).toEqual({ code: 0, out: 'started\nstopped\n', err: '' });
});

test('a wrong configuration prints one message and exits with 78', async () => {
  const { code, err } = await run('wrong-config');
  expect(code).toBe(78);
  expect(err).toBe('The configuration is wrong:\n  T_PORT is "x"; expected a port\n');
});

test('a failed start exits with 1', async () => {
  const { code, err } = await run('bad-start');
  expect(code).toBe(1);
  expect(err).toMatch(
    /^unexpected: Error\n {2}at packages\/service-kit\/src\/lifecycle\/run-main\.fixture\.ts:\d+\n/,
  );
  expect(err).not.toContain('Amina');
});

test('a signal during the start stops the service', async () => {
  expect(await run('slow-start', 'starting')).toMatchObject({ code: 0, out: 'starting\nstarted\nstopped\n' });
});

test('a stop that hangs is ended by force', async () => {
  expect(await run('hangs', 'started')).toMatchObject({ code: 1 });
});

test('a stop that fails exits with 1', async () => {
  expect(await run('bad-stop', 'started')).toMatchObject({ code: 1 });
});

test('an unhandled rejection stops the service and exits with 1', async () => {
  const { code, out, err } = await run('throws');
  expect({ code, out }).toEqual({ code: 1, out: 'started\nstopped\n' });
  expect(err).toContain('unexpected: Error (E_BUG)');
  expect(err).not.toContain('Amina');
});
