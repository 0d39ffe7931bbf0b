import type { SourceFile } from './workspace.ts';

/** Statements begin a line or follow another, so that a comment or a text that speaks of imports is none. */
const STATIC = /(?:^[ \t]*|;[ \t]*)(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"`]([^'"`$]+)['"`]/g;

/** Ways to load a module that name it where no rule would see it. */
const HIDDEN =
  /\bcreateRequire\b|\bgetBuiltinModule\b|\brequire\(|\bimport\((?!\s*['"`][^'"`$]+['"`]\s*(?:, \{ with: \{ type: 'json' \} \})?\))/;

/** Every module that a file names in an import or a re-export, in order of appearance. */
export function importsOf(file: SourceFile): string[] {
  return [...file.text.matchAll(STATIC), ...file.text.matchAll(DYNAMIC)].map((match) => match[1] ?? '');
}

/** Whether a file loads a module otherwise than by an import that names it. */
export const hasHiddenImport = (code: string): boolean => HIDDEN.test(code);

/** The package of a bare specifier: `@scope/name` or `name`; a Node.js module keeps its prefix. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

export const isRelative = (specifier: string): boolean => specifier.startsWith('.');

/** Tests, and what only tests run: conformance suites, and set-ups called `….fixture.ts` or `…-for-tests.ts`. */
export const isTestFile = (path: string): boolean =>
  /(?:\.test|\.fixture|-for-tests)\.ts$/.test(path) ||
  /\/(conformance|testing)\b/.test(path) ||
  path.startsWith('tests/');
