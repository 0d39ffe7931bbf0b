// npm run setup: installs and builds the pages, then makes certificates, keys and the release plan, without starting.
import { ensureDashboard } from './dashboard.mjs';
import { ensureInstalled } from './install.mjs';
import { run, tool } from './toolchain.mjs';

process.exitCode =
  (await ensureInstalled()) && (await ensureDashboard())
    ? (await run(tool('node'), ['services/trial/src/setup.ts', ...process.argv.slice(2)])).code
    : 1;
