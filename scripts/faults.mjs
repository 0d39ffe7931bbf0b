// npm run faults: disturbs a region of its own while clients write, and checks what became of every report.
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

if (await ensureInstalled()) handOver('tests/verify/faults/main.ts', process.argv.slice(2));
else process.exitCode = 1;
