import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
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
      for (const name of await readdir(join(folder, ASSETS))) {
        if (!/\.(?:js|css|svg|json)$/.test(name)) continue;
        const path = join(folder, ASSETS, name);
        if (name.endsWith('.js')) await writeFile(path, COMPILE_ALL + (await readFile(path, 'utf8')));
        const content = await readFile(path);
        await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
        await writeFile(`${path}.br`, brotliCompressSync(content));
      }
      await buildWorker(folder);
    },
  };
}

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
