// npm run bulletin-pdf -- ID FILE: prints a bulletin of the running trial to a tagged PDF; without arguments it says more.
import process from 'node:process';
import { ensureInstalled } from './install.mjs';
import { run, tool } from './toolchain.mjs';

process.exitCode = (await ensureInstalled())
  ? (await run(tool('node'), ['tests/browser/src/bulletin-pdf.ts', ...process.argv.slice(2)])).code
  : 1;
