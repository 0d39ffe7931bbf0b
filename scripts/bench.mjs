// npm run bench: measures what the region carries on this machine.
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

process.exitCode = (await ensureInstalled())
  ? await handOver('tests/verify/bench/main.ts', process.argv.slice(2))
  : 1;
