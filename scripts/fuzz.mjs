// npm run fuzz: sends hostile input to every door of a region of its own, and says what came of it.
import { handOver } from './hand-over.mjs';
import { ensureInstalled } from './install.mjs';

if (await ensureInstalled()) handOver('tests/verify/hostile/main.ts', process.argv.slice(2));
else process.exitCode = 1;
