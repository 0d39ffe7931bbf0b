// npm run setup: installs, then makes certificates, keys and the release plan, without starting.
import { ensureInstalled } from './install.mjs';
import { run, tool } from './toolchain.mjs';

process.exitCode = (await ensureInstalled())
  ? (await run(tool('node'), ['services/region/src/setup.ts', ...process.argv.slice(2)])).code
  : 1;
