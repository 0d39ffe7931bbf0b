// npm start: installs what is missing, builds the pages, then runs the whole region in its trial form, in the foreground.

import { ensureDashboard } from './dashboard.mjs';
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

process.exitCode =
  (await ensureInstalled()) && (await ensureDashboard())
    ? await handOver('services/trial/src/main.ts', process.argv.slice(2))
    : 1;
