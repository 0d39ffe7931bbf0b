import type { SourceFile } from './workspace.ts';

/** Matches imports only at the start of a line or after another statement, so that comments and texts do not match. */
const STATIC = /(?:^[ \t]*|;[ \t]*)(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"`]([^'"`$]+)['"`]/g;

/** Ways to load a module that hide its name from the rules. */
const HIDDEN =
  /\bcreateRequire\b|\bgetBuiltinModule\b|\brequire\(|\bimport\((?!\s*['"`][^'"`$]+['"`]\s*(?:, \{ with: \{ type: 'json' \} \})?\))/;

/** All modules that a file imports or re-exports, in order of appearance. */
export function importsOf(file: SourceFile): string[] {
  return [...file.text.matchAll(STATIC), ...file.text.matchAll(DYNAMIC)].map((match) => match[1] ?? '');
}

/** Returns true if a file loads a module without naming it in an import. */
export const hasHiddenImport = (code: string): boolean => HIDDEN.test(code);

/** The package of a bare specifier: `@scope/name` or `name`; a Node.js module keeps its prefix. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

export const isRelative = (specifier: string): boolean => specifier.startsWith('.');

/** True for tests and code of tests: conformance suites, and files named `….fixture.ts` or `…-for-tests.ts`. */
export const isTestFile = (path: string): boolean =>
  /(?:\.test|\.fixture|-for-tests)\.tsx?$/.test(path) ||
  /\/(conformance|testing)\b/.test(path) ||
  path.startsWith('tests/');
