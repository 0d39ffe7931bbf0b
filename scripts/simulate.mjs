// npm run simulate: writes simulated reports and their exact counts, to compare released tables with.
import process from 'node:process';
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

process.exitCode = (await ensureInstalled())
  ? await handOver('services/trial/src/simulation/main.ts', process.argv.slice(2))
  : 1;
