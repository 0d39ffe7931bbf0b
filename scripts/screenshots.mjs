// npm run screenshots [-- FOLDER [NAME…]]: starts a region with its example data and writes each page in light, in dark and at
// 360 pixels, in several languages, to .waylight/screenshots or the folder, for people to look at; with names only pictures
// whose names begin so, such as release-wide.
import process from 'node:process';
import { ensureDashboard } from './dashboard.mjs';
import { ensureInstalled } from './install.mjs';
import { run, tool } from './toolchain.mjs';

process.exitCode =
  (await ensureInstalled()) && (await ensureDashboard())
    ? (await run(tool('node'), ['tests/browser/src/screenshots.ts', ...process.argv.slice(2)])).code
    : 1;
