import { posix } from 'node:path';

/** A page of documentation: its path in the project, and its text. */
export type Page = { readonly path: string; readonly text: string };

const LINK = /\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;

/** Removes code blocks, because links in them are only examples. */
const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** Lists broken links. `exists` checks a path; `headingsOf` returns the anchors of a page. */
export function brokenLinks(
  page: Page,
  exists: (path: string) => boolean,
  headingsOf: (path: string) => readonly string[],
): string[] {
  return [...withoutCode(page.text).matchAll(LINK)].flatMap((match) => {
    const target = match[1] ?? '';
    if (/^[a-z]+:/.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? page.path : posix.join(posix.dirname(page.path), decodeURIComponent(file));
    const isValid =
      exists(path) && (anchor === undefined || !path.endsWith('.md') || headingsOf(path).includes(anchor));
    return isValid ? [] : [`${page.path} links to ${target}, which does not exist`];
  });
}

/** The anchors of a page's headings, as sites that host repositories create them. */
export function headings({ text }: Page): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/**
 * Parses the tables of `npm run verify -- --list`: the names of all parts, and for each folder the parts to run
 * after a change there.
 */
export function partsByFolder(list: string): {
  readonly parts: readonly string[];
  readonly folders: ReadonlyMap<string, readonly string[]>;
} {
  const [parts = '', changes = ''] = list.split('\n\n');
  const rows = [...changes.matchAll(/^\| (.+) \| (.+) \|$/gm)].slice(2);
  return {
    parts: [...parts.matchAll(/^\| `([a-z]+)`/gm)].map(([, part = '']) => part),
    folders: new Map(
      rows.flatMap(([, changed = '', named = '']) =>
        changed.split(', ').map((folder) => [folder, named.split(', ')] as const),
      ),
    ),
  };
}

/** Lists npm scripts that a page shows and the root package lacks. */
export function unknownScripts({ path, text }: Page, scripts: readonly string[]): string[] {
  const shown = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return [...new Set(shown)]
    .filter((name) => !scripts.includes(name))
    .map((name) => `${path} shows the script "${name}", which package.json lacks`);
}

/** Lists test files that a page names in backticks and that no folder has. */
export function unknownTests({ path, text }: Page, files: readonly string[]): string[] {
  const shown = [...text.matchAll(/`((?:[\w./-]+\/)?[\w-]+(?:\.int|\.verify)?\.test\.tsx?)`/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(shown)]
    .filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)))
    .map((name) => `${path} names ${name}, which does not exist`);
}

/** Lists subcommands of `waylight` that a page shows and that do not exist. */
export function unknownCommands({ path, text }: Page, commands: readonly string[]): string[] {
  const shown = [...text.matchAll(/(?:^ *|\bnpx |\bsudo |`)waylight ([a-z][\w-]*)/gm)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(shown)]
    .filter((name) => !commands.includes(name))
    .map((name) => `${path} shows "waylight ${name}", which does not exist`);
}

/** Patterns for home folders and private package registries, which readers do not have. */
const MACHINE_PATTERNS = [
  /(?<![\w.:/-])\/(?:home\/(?!node\b|waylight\b)|Users\/)\w+/,
  /\b(?:registry|repo\d?|files|proxy)\.(?!example\b)[a-z][\w-]*(?:\.[a-z]+)*\.(?:org|com|io|net|test)\b(?!\.ts\b)/,
];

/** Lists lines that contain one of `places`, a home folder or a registry host. */
export function machinePaths({ path, text }: Page, places: readonly string[]): string[] {
  const patterns = [...MACHINE_PATTERNS, ...places.map(pathPattern)];
  return text
    .split('\n')
    .flatMap((line, index) =>
      patterns.some((pattern) => pattern.test(line))
        ? [`${path}:${index + 1} contains a machine-specific path`]
        : [],
    );
}

/** Matches a path and everything in it, but not the end of another path or the start of another name. */
function pathPattern(place: string): RegExp {
  return new RegExp(`(?<![\\w.:/-])${place.replace(/[^\w/]/g, '\\$&')}(?![\\w-])`);
}
