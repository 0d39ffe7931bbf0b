import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** For Node.js: the folder of the built pages, or undefined where nobody has built them. */
export function builtDashboard(): string | undefined {
  const folder = fileURLToPath(new URL('../dist/', import.meta.url));
  return existsSync(`${folder}index.html`) ? folder : undefined;
}

export { PAGE_PATHS, type PageName } from './pages/page-paths.ts';
