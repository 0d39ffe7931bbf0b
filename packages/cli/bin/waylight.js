#!/usr/bin/env node
// Plain JavaScript for any Node.js: the command itself is TypeScript, which the Node.js that comes with us runs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LEAST_NODE = 24;

if (Number.parseInt(process.versions.node, 10) >= LEAST_NODE) {
  // Most of a short command's time is reading its own source.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  await import('../src/main.ts');
} else {
  const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  if (existsSync(node)) {
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    // Ctrl-C reaches both; the child is who answers it.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
    });
  } else {
    process.stderr.write(`waylight needs Node.js ${LEAST_NODE} or newer: npm run setup brings it\n`);
    process.exitCode = 2;
  }
}
