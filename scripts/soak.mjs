// npm run soak: a region under steady load with faults now and then, measured all along.
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

if (await ensureInstalled()) handOver('tests/verify/faults/soak/main.ts', process.argv.slice(2));
else process.exitCode = 1;
