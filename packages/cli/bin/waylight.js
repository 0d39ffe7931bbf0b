#!/usr/bin/env node
// Plain JavaScript, so that any Node.js can start it. The command itself is TypeScript and needs the Node.js of this project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endWithParent } from './end-with-parent.js';

const MIN_NODE = '26.10.0';

endWithParent();
if (process.versions.node.localeCompare(MIN_NODE, 'en', { numeric: true }) >= 0) {
  // A short command spends most of its time on parsing its source.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  await import('../src/main.ts');
} else {
  const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  if (existsSync(node)) {
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    // Ctrl-C reaches both processes. The child handles it.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
    });
  } else {
    process.stderr.write(`waylight needs Node.js ${MIN_NODE} or newer. Install it: npm run setup\n`);
    process.exitCode = 2;
  }
}
