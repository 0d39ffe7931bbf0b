import { posix } from 'node:path';
import type { SourceFile } from './workspace.ts';

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const MODULE = /\.module\.css$/;

/** Names of the classes in the selectors of a style sheet. */
const classesIn = (css: string): ReadonlySet<string> =>
  new Set(
    [
      ...css
        .replace(COMMENT, '')
        .replace(/"[^"]*"|@import.*|:global\([^)]*\)/g, '')
        .matchAll(/\.([a-z][\w-]*)/gi),
    ].map(([, name = '']) => name),
  );

/** Classes of CSS modules that the files import: each with the module and the class, or `[…]` where the class is no literal. */
function usedClasses(sources: readonly SourceFile[]): readonly (readonly [module: string, name: string])[] {
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(/^import (\w+) from '(\..*\.module\.css)';$/gm)].flatMap(([, binding, module = '']) =>
      [
        ...text.replace(COMMENT, '').matchAll(new RegExp(`(?<![\\w'/.-])${binding}(?:\\.(\\w+)|\\[)`, 'g')),
      ].map(([, name = '[…]']) => [posix.join(posix.dirname(path), module), name] as const),
    ),
  );
}

/** Words in strings of the sources. The end of a word that an expression completes is `…`. */
const wordsIn = (sources: readonly SourceFile[]): ReadonlySet<string> =>
  new Set(
    sources
      .flatMap(({ text }) => text.replace(COMMENT, '').match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? [])
      .flatMap((text) => text.replace(/\$\{[^}]*\}/g, '…').split(/[^\w…-]+/)),
  );

/** Returns classes that style sheets contain and no component uses, and classes that components use and no CSS module contains. */
export function mismatchedClasses(styles: readonly SourceFile[], sources: readonly SourceFile[]): string[] {
  const used = new Set(usedClasses(sources).map((pair) => pair.join(' ')));
  const words = wordsIn(sources);
  const beginnings = [...words]
    .filter((word) => /^[a-z][\w-]*-…$/.test(word))
    .map((word) => word.slice(0, -1));
  const contained = styles.flatMap(({ path, text }) =>
    [...classesIn(text)].map((name) => [path, name] as const),
  );
  const isUsed = (path: string, name: string): boolean =>
    MODULE.test(path)
      ? used.has(`${path} ${name}`)
      : words.has(name) || beginnings.some((beginning) => name.startsWith(beginning));
  const known = new Set(contained.map((pair) => pair.join(' ')));
  return [
    ...contained
      .filter(([path, name]) => !isUsed(path, name))
      .map(([path, name]) => `${path}: .${name} is unused`),
    ...[...used]
      .filter((pair) => !known.has(pair))
      .map((pair) => `${pair.replace(' ', ': .')} does not exist`),
  ];
}
