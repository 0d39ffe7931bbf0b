// npm run simulate: writes simulated reports and their exact counts, to compare released tables with.
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

if (await ensureInstalled()) handOver('services/region/src/simulation/main.ts', process.argv.slice(2));
else process.exitCode = 1;
