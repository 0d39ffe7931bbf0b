import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { pageNames } from './src/pages/page-paths.ts';

const ASSETS = 'assets';

/** Tells insights which addresses are pages, and lays compressed files beside those that browsers load. */
function forInsights(): Plugin {
  let folder = '';
  return {
    name: 'waylight-for-insights',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(pageNames()) });
    },
    async writeBundle() {
      for (const name of await readdir(join(folder, ASSETS))) {
        if (!/\.(?:js|css|svg|json)$/.test(name)) continue;
        const path = join(folder, ASSETS, name);
        const content = await readFile(path);
        await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
        await writeFile(`${path}.br`, brotliCompressSync(content));
      }
    },
  };
}

export default defineConfig({
  plugins: [forInsights()],
  build: {
    target: 'es2023',
    assetsDir: ASSETS,
    // Nothing may stand in a page or a style itself: the policy of insights lets only files of its origin in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
