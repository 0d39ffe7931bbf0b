import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('../../', import.meta.url));

const filesOf = (extension: RegExp) =>
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => extension.test(path) && !path.includes('.test.'))
    .map((path) => ({
      path,
      text: readFileSync(join(SOURCES, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
    }));

/** Extracts the strings of sources. Expressions in a template become wildcards. */
const strings = filesOf(/\.tsx?$/).flatMap(({ text }) =>
  [...text.matchAll(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g)].map(([quoted]) => quoted.slice(1, -1)),
);
const words = new Set(strings.flatMap((text) => text.replaceAll(/\$\{[^}]*\}/g, '…').split(/[^\w…-]+/)));
const beginnings = [...words].flatMap((word) => (/^[a-z][\w-]*-…$/.test(word) ? [word.slice(0, -1)] : []));

const isUsed = (name: string): boolean =>
  words.has(name) || beginnings.some((beginning) => name.startsWith(beginning));

it('every class of a style sheet is used by a component', () => {
  const unused = filesOf(/\.css$/).flatMap(({ path, text }) =>
    [...new Set(text.replaceAll(/"[^"]*"|@import.*/g, '').match(/\.[a-z][\w-]*/gi))]
      .filter((name) => !isUsed(name.slice(1)))
      .map((name) => `${path} ${name}`),
  );
  expect(unused).toEqual([]);
});
