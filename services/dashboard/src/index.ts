import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** For Node.js: the folder of the built pages; undefined if they are not built. */
export function builtDashboard(): string | undefined {
  const folder = fileURLToPath(new URL('../dist/', import.meta.url));
  return existsSync(`${folder}index.html`) ? folder : undefined;
}

/** For Node.js: files with the colours and typography of the pages, for other pages of the product. */
export const BASE_STYLE_FILES = ['./ui/styles/tokens.css', './ui/styles/base.css'].map(
  (file) => new URL(file, import.meta.url),
);
export const MARK_FILE = new URL('./app/mark.svg', import.meta.url);

export { type PageName, ROUTES } from './model/routes.ts';
export { firstLanguage, LANGUAGE_NAMES } from './text/languages.ts';
