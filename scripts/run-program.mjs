// Behind npm start, setup, bench, simulate, images, screenshots and bulletin-pdf: runs one program in the foreground.
// Installs dependencies first, and builds the pages if the program serves them.
import { endWithParent } from '../packages/cli/bin/end-with-parent.js';
import { ensureDashboard } from './dashboard.mjs';
import { ensureInstalled } from './install.mjs';
import { runInForeground } from './run-in-foreground.mjs';
import { INSTALLED_NODE } from './toolchain.mjs';

const PROGRAMS = {
  // The whole region in its trial form, installed without the tools of development.
  start: { entry: 'services/trial/src/main.ts', hasPages: true, isForDevelopment: false },
  // Certificates, keys and the release plan of a trial, without starting it.
  setup: { entry: 'services/trial/src/setup.ts', hasPages: true },
  // Measures throughput and latency on this machine.
  bench: { entry: 'tests/verify/bench/main.ts' },
  // Simulated reports and their exact counts, to compare released tables with.
  simulate: { entry: 'services/trial/src/simulation/main.ts' },
  // Container images with the installed Node.js, from a registry's base image or without a registry.
  images: { entry: 'infra/images/offline/main.ts', node: INSTALLED_NODE },
  // A file for a country's node and one for the region, for machines without a registry.
  package: { entry: 'infra/package/main.ts', node: INSTALLED_NODE },
  // Pictures of all pages by role, state, colours and width; --help explains.
  screenshots: { entry: 'tests/browser/src/screenshots.ts', hasPages: true },
  // ID FILE: prints a bulletin of the running trial to a tagged PDF.
  'bulletin-pdf': { entry: 'tests/browser/src/bulletin-pdf.ts' },
};

endWithParent();
const [name, ...args] = process.argv.slice(2);
const { entry, hasPages = false, isForDevelopment = true, node } = PROGRAMS[name];
if (await ensureInstalled({ isForDevelopment })) {
  // The region starts while its pages are built.
  const pages = hasPages ? ensureDashboard() : undefined;
  const isReady = name === 'start' || pages === undefined || (await pages);
  const code = isReady ? await runInForeground(entry, args, { node, pages }) : 1;
  process.exitCode = (await pages) === false ? 1 : code;
} else process.exitCode = 1;
