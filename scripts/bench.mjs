// npm run bench: measures what the region carries on this machine.
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

if (await ensureInstalled()) handOver('tests/verify/bench/main.ts', process.argv.slice(2));
else process.exitCode = 1;
