import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, defineConfig, type Plugin } from 'vite';
import { firstSegments } from './src/model/routes.ts';
import { compileTexts } from './src/text/compile-texts.ts';

const ASSETS = 'assets';

/**
 * First line of each script. It makes Chromium compile all functions outside the main thread while the script loads; compiling
 * them one by one took a fifth of the main thread's time. Other browsers ignore it.
 */
const COMPILE_ALL = '//# allFunctionsCalledOnLoad\n';

/** Tells insights which addresses are pages, and adds a compressed file to each that browsers load. */
function forInsights(): Plugin {
  let folder = '';
  return {
    name: 'waylight-for-insights',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(firstSegments()) });
    },
    async writeBundle() {
      const names = await readdir(join(folder, ASSETS));
      const paths = names
        .filter((name) => /\.(?:js|css|svg|json)$/.test(name))
        .map((name) => join(folder, ASSETS, name));
      await Promise.all([...paths.map(writeCompressed), buildWorker(folder)]);
    },
  };
}

async function writeCompressed(path: string): Promise<void> {
  if (path.endsWith('.js')) await writeFile(path, COMPILE_ALL + (await readFile(path, 'utf8')));
  const content = await readFile(path);
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, BROTLI));
}

/** The highest quality, 11, takes more than twice the time, and saves one byte in eighty. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };

/** The worker that opens pages offline: one file at the root, because what is below its own address is all that it may serve. */
async function buildWorker(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ...{ target: 'es2023', outDir, emptyOutDir: false },
      lib: { entry: WORKER, formats: ['iife'], name: 'waylightPages', fileName: () => 'service-worker.js' },
    },
  });
}

const WORKER = fileURLToPath(new URL('./src/app/service-worker.ts', import.meta.url));
const ZIP = fileURLToPath(new URL('./src/export/zip-without-workers.ts', import.meta.url));

/** See what it puts in place of fflate. */
function zipWithoutWorkers(): Plugin {
  return {
    name: 'waylight-zip-without-workers',
    enforce: 'pre',
    resolveId: (name, importer) =>
      name === 'fflate' && importer?.includes('/write-excel-file/') === true ? ZIP : null,
  };
}

export default defineConfig({
  plugins: [forInsights(), zipWithoutWorkers(), compileTexts()],
  build: {
    target: 'es2023',
    assetsDir: ASSETS,
    // Nothing may stand in a page or a style itself: the policy of insights lets only files of its origin in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // One file for everything that all pages start with, and one for what several other pages share, instead of a file for
        // each set of pages that share something.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'] },
            { name: 'shared', minShareCount: 3 },
          ],
        },
      },
    },
  },
});
