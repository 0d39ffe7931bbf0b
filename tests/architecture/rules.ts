import { posix } from 'node:path';
import { hasHiddenImport, importsOf, isRelative, isTestFile, packageOf } from './imports.ts';
import {
  ALLOWED_DEPENDENCIES,
  CLIENTS,
  DASHBOARD_FOLDERS,
  DRIVER_OWNERS,
  EARLIER_PERIODS,
  NODE_FILES,
  PURE,
  TEST_ONLY_PACKAGES,
  VAGUE_NAMES,
} from './tables.ts';
import type { SourceFile, Workspace, WorkspacePackage } from './workspace.ts';

/** A rule returns one sentence for each violation. */
export type Rule = (workspace: Workspace) => string[];

const SCOPE = '@waylight/';
const bareName = (name: string): string => name.replace(SCOPE, '');
const isTestPackage = (one: WorkspacePackage): boolean => one.folder.startsWith('tests/');

const forEachFile =
  (judge: (file: SourceFile, owner: WorkspacePackage, workspace: Workspace) => string[]): Rule =>
  (workspace) =>
    workspace.packages.flatMap((owner) => owner.files.flatMap((file) => judge(file, owner, workspace)));

/** Declared dependencies and actual imports follow ALLOWED_DEPENDENCIES. */
export const allowedDependencies: Rule = ({ packages }) =>
  packages
    .filter((one) => !isTestPackage(one))
    .flatMap((one) => {
      const from = bareName(one.manifest.name);
      const allowed = ALLOWED_DEPENDENCIES[from];
      if (allowed === undefined) return [`${from} is not in ALLOWED_DEPENDENCIES`];
      const { dependencies, optionalDependencies, peerDependencies } = one.manifest;
      const declared = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).map(
        (to) => ({ to, where: one.folder }),
      );
      const imported = one.files
        .filter(({ path }) => !isTestFile(path))
        .flatMap((file) => importsOf(file).map((to) => ({ to: packageOf(to), where: file.path })));
      return [...declared, ...imported]
        .filter(
          ({ to }) => to.startsWith(SCOPE) && to !== one.manifest.name && !allowed.includes(bareName(to)),
        )
        .map(({ to, where }) => `${where}: ${from} → ${bareName(to)} is not in ALLOWED_DEPENDENCIES`);
    });

/** A version that several packages use is in the catalog of pnpm-workspace.yaml, so that all use the same one. */
export const sharedVersionsInCatalog: Rule = ({ root, packages }) => {
  const all = [root, ...packages.map(({ manifest }) => manifest)].flatMap((manifest) =>
    [
      manifest.dependencies,
      manifest.devDependencies,
      manifest.optionalDependencies,
      manifest.peerDependencies,
    ]
      .flatMap((some) => Object.entries(some ?? {}))
      .map(([name, version]) => ({ by: manifest.name, name, version })),
  );
  return all
    .filter(({ version }) => !/^(?:workspace|catalog):/.test(version))
    .filter(({ name, by }) => all.some((other) => other.name === name && other.by !== by))
    .map(({ name, version, by }) => `${by} declares ${name} ${version}, which belongs into the catalog`);
};

/** Workspace packages are imported by an entry of their `exports`, never by path. */
export const noDeepImports: Rule = forEachFile((file, owner, { packages }) =>
  importsOf(file)
    .filter((specifier) => {
      if (isRelative(specifier)) {
        const target = posix.join(posix.dirname(file.path), specifier);
        return !target.startsWith(`${owner.folder}/`);
      }
      if (!specifier.startsWith(SCOPE)) return false;
      const exported =
        packages.find(({ manifest }) => manifest.name === packageOf(specifier))?.manifest.exports ?? {};
      return !(specifier.replace(packageOf(specifier), '.') in exported);
    })
    .map((specifier) => `${file.path} imports ${specifier}, which is not exported`),
);

/** Modules of Node.js, and modules that a plugin of Vite makes. */
const isNoPackage = (name: string): boolean => /^(?:node|virtual):/.test(name);

/** Imported packages are declared. Tests get vitest and fast-check from the root package. */
export const declaredImports: Rule = forEachFile((file, { manifest }, { root }) => {
  const declared = new Set(Object.keys(manifest.dependencies ?? {}));
  if (isTestFile(file.path)) {
    for (const name of Object.keys({ ...manifest.devDependencies, ...root.devDependencies }))
      declared.add(name);
  }
  return importsOf(file)
    .filter((specifier) => !isRelative(specifier))
    .map(packageOf)
    .filter((name) => !isNoPackage(name) && name !== manifest.name && !declared.has(name))
    .map((name) => `${file.path} imports ${name}, which ${manifest.name} does not declare`);
});

/** A driver is imported only by its owner. */
export const oneOwnerPerDriver: Rule = forEachFile((file) =>
  isTestFile(file.path)
    ? []
    : importsOf(file).flatMap((specifier) => {
        const owners = DRIVER_OWNERS[packageOf(specifier)];
        const isOwner = owners?.some((folder) => file.path.startsWith(`${folder}/`)) ?? true;
        return isOwner ? [] : [`${file.path} imports ${specifier}, which belongs to ${owners?.join(', ')}`];
      }),
);

/** Modules are named literally in imports, because the other rules check only these. */
export const noHiddenImports: Rule = forEachFile((file, owner) =>
  !isTestPackage(owner) && !isTestFile(file.path) && hasHiddenImport(withoutComments(file.text))
    ? [`${file.path} loads a module without naming it in an import`]
    : [],
);

const ENVIRONMENT =
  /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*(?:\?\.)?\[|\{[^{}]*\benv\b[^{}]*\}\s*(?:=|from)\s*(?:'node:process'|"node:process"|(?:globalThis\.)?process\b)|\bimport\.meta\.env\b/;

/** Statements of a module: each begins in the first column. */
const statementsOf = (text: string): string[] => text.split(/\n(?=[^\s)}\]])/);

/** Returns true if a top-level statement reads the environment, at import time. */
const isReadAtImport = (text: string): boolean =>
  statementsOf(text).some((statement) => ENVIRONMENT.test(statement) && !/=>|\bfunction\b/.test(statement));

/**
 * A node opens and copies files only in listed places. Closing any descriptor of the ledger would drop SQLite's lock, and a second
 * process could write to the ledger.
 */
export const noFilesInNode: Rule = forEachFile(({ path, text }) =>
  !path.startsWith('services/intake/src/') ||
  isTestFile(path) ||
  path in NODE_FILES ||
  !/['"`]node:fs(?:\/promises)?['"`]/.test(withoutComments(text))
    ? []
    : [`${path} uses files in the process of a ledger: see NODE_FILES`],
);

/** The launcher of the command runs on any Node.js, so it imports no TypeScript. */
const isLauncher = (path: string): boolean => path.startsWith('packages/cli/bin/');

/** Only files named config.ts read the environment, and not at import time. */
export const environmentInConfig: Rule = forEachFile((file, owner) => {
  if (
    isTestPackage(owner) ||
    isTestFile(file.path) ||
    isLauncher(file.path) ||
    !ENVIRONMENT.test(withoutComments(file.text))
  )
    return [];
  if (posix.basename(file.path) !== 'config.ts')
    return [`${file.path} reads the environment: only config.ts may`];
  return isReadAtImport(withoutComments(file.text))
    ? [`${file.path} reads the environment when it is imported`]
    : [];
});

/** Removes lines that contain only a comment. */
const withoutComments = (text: string): string => text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');

const IMPURE = [
  {
    what: 'the clock',
    pattern:
      /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^\s)])|(?<!new )\bDate\(|\bperformance\.|\bTemporal\.Now\b/,
  },
  {
    what: 'randomness',
    pattern:
      /\bMath\.random\(|\b(?:random|generate)(?:Bytes|UUID|Int|Fill|FillSync|Key\w*|Prime\w*)\b|\bgetRandomValues\(/,
  },
  { what: 'the process', pattern: /\bprocess\s*[.?[]|\bconsole\./ },
  { what: 'timers', pattern: /\bset(?:Timeout|Interval|Immediate)\(/ },
  { what: 'input or output', pattern: /['"`]node:(?!crypto['"`]|util['"`]|assert)|\bfetch\(|\bWebSocket\b/ },
] as const;

/** Pure folders receive time, keys and randomness as arguments. They may import their own data. */
export const purePackages: Rule = forEachFile((file) => {
  if (isTestFile(file.path) || !isPure(file.path)) return [];
  const uses = IMPURE.filter(({ pattern }) => pattern.test(withoutComments(file.text))).map(
    ({ what }) => `${file.path} is in a pure folder and uses ${what}`,
  );
  const imports = importsOf(file)
    .filter((specifier) =>
      isRelative(specifier)
        ? !specifier.endsWith('.json') && !isPure(posix.join(posix.dirname(file.path), specifier))
        : specifier.startsWith(SCOPE) && !isPurePackage(bareName(packageOf(specifier))),
    )
    .map((specifier) => `${file.path} is in a pure folder and imports ${specifier}, which is not`);
  return [...uses, ...imports];
});

const isPure = (path: string): boolean => PURE.some((folder) => path.startsWith(`${folder}/`));
/** Contracts are types and constants. */
const isPurePackage = (name: string): boolean =>
  name === 'contracts' || PURE.some((folder) => folder === `packages/${name}/src`);

const EARLIER_PERIOD =
  /\b(?:previousPeriod|periodOfYearBefore|periodBefore|samePeriodOfYearBefore|changeBetween)\b/;

/** Clients show the verdicts of insights. A comparison of their own needs an earlier period. */
export const noChangesInClients: Rule = forEachFile((file) => {
  if (!CLIENTS.test(file.path) || /[./]test(?:\.ts|ing\/)/.test(file.path)) return [];
  if (Object.hasOwn(EARLIER_PERIODS, file.path) || !EARLIER_PERIOD.test(withoutComments(file.text)))
    return [];
  return [`${file.path} looks for an earlier period: show a verdict of /v1/changes instead`];
});

/** Names of packages, folders and files describe their content. */
export const noVagueNames: Rule = ({ packages }) =>
  [
    ...new Set(
      packages.flatMap((one) =>
        [one.manifest.name, one.folder, ...one.files.map(({ path }) => path)].filter((path) =>
          path.split(/[/.@]/).some((part) => VAGUE_NAMES.some((name) => name === part)),
        ),
      ),
    ),
  ].map((path) => `${path} has a vague name`);

/** An index exports by name. */
export const explicitIndex: Rule = forEachFile((file) => {
  if (!/^(packages|services)\/[^/]+\/src\/index\.ts$/.test(file.path)) return [];
  return /^export (?:\*|default\b)/m.test(file.text) ? [`${file.path} must export by name`] : [];
});

/** No file is reached by its own imports: imports of types, of packages and dynamic ones count too. */
export const noImportCircles: Rule = ({ packages }) => {
  const entries = packageEntries(packages);
  const imports = new Map(
    packages.flatMap(({ files }) => files.map((file) => [file.path, importedFiles(file, entries)] as const)),
  );
  return findCircles(imports).map((circle) => `${circle.join(' → ')} is a circle of imports`);
};

const FOLDER = /^(?:packages|services)\/[^/]+\/src\/[^/]+(?=\/)/;

/** Folders of a service or package form no circle. Files outside of its folders, such as roots, may know all of them. */
export const noFolderCircles: Rule = ({ packages }) => {
  const imports = new Map<string, string[]>();
  for (const file of packages.flatMap(({ files }) => files)) {
    const [from] = FOLDER.exec(file.path) ?? [];
    if (from === undefined || isTestFile(file.path)) continue;
    const targets = relativeImports(file).flatMap((path) => FOLDER.exec(path)?.[0] ?? []);
    imports.set(from, [...(imports.get(from) ?? []), ...targets.filter((to) => to !== from)]);
  }
  return findCircles(imports).map((circle) => `${circle.join(' → ')} is a circle of folders`);
};

const DASHBOARD = 'services/dashboard/src/';
const PAGE_FOLDER = /^services\/dashboard\/src\/pages\/[^/]+\//;

/**
 * Sources of the dashboard are in DASHBOARD_FOLDERS, and import only from their own folder and from lower ones. A page imports
 * from no other page.
 */
export const dashboardFolders: Rule = forEachFile((file) => {
  if (!file.path.startsWith(DASHBOARD)) return [];
  const levelOf = (path: string): number => {
    const [folder = '', ...rest] = path.slice(DASHBOARD.length).split('/');
    return rest.length === 0 ? 0 : DASHBOARD_FOLDERS.indexOf(folder);
  };
  const level = levelOf(file.path);
  if (level === -1) return [`${file.path} is in none of the folders ${DASHBOARD_FOLDERS.join(', ')}`];
  const page = PAGE_FOLDER.exec(file.path)?.[0];
  return relativeImports(file)
    .filter((target) => target.startsWith(DASHBOARD))
    .flatMap((target) => {
      const other = PAGE_FOLDER.exec(target)?.[0];
      if (levelOf(target) < level) return [`${file.path} imports ${target}, which is in a higher folder`];
      return page === undefined || other === undefined || page === other
        ? []
        : [`${file.path} imports ${target}, which is in another page`];
    });
});

/** Returns at least one circle of every group of files that import each other. Its first file is also its last. */
function findCircles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const visited = new Set<string>();
  const visit = (path: string, importers: readonly string[]): string[][] => {
    if (importers.includes(path)) return [[...importers.slice(importers.indexOf(path)), path]];
    if (visited.has(path)) return [];
    visited.add(path);
    return (imports.get(path) ?? []).flatMap((next) => visit(next, [...importers, path]));
  };
  return [...imports.keys()].flatMap((path) => visit(path, []));
}

/** Files behind the exports of packages, by specifier. */
const packageEntries = (packages: readonly WorkspacePackage[]): ReadonlyMap<string, string> =>
  new Map(
    packages.flatMap(({ folder, manifest: { name, exports = {} } }) =>
      Object.entries(exports).map(([entry, target]) => [
        posix.join(name, entry),
        posix.join(folder, String(target)),
      ]),
    ),
  );

const importedFiles = (file: SourceFile, entries: ReadonlyMap<string, string>): string[] => [
  ...relativeImports(file),
  ...importsOf(file).flatMap((specifier) => entries.get(specifier) ?? []),
];

const relativeImports = (file: SourceFile): string[] =>
  importsOf(file)
    .filter(isRelative)
    .map((specifier) => posix.join(posix.dirname(file.path), specifier));

/** Production code does not depend on packages and files for tests. */
export const noTestCodeInProduction: Rule = (workspace) => [
  ...workspace.packages
    .filter((one) => !isTestPackage(one))
    .flatMap(({ folder, manifest: { dependencies = {} } }) =>
      Object.keys(TEST_ONLY_PACKAGES)
        .filter((name) => SCOPE + name in dependencies)
        .map((name) => `${folder} depends on ${name} in production`),
    ),
  ...importsOfTests(workspace),
  ...importsOfTestPackages(workspace),
];

const importsOfTestPackages: Rule = forEachFile((file, owner) =>
  isTestPackage(owner)
    ? []
    : importsOf(file)
        .map((specifier) => bareName(packageOf(specifier)))
        .filter((name) => TEST_ONLY_PACKAGES[name]?.test(file.path) === false)
        .map((name) => `${file.path} imports ${name}, which is for other tests`),
);

const importsOfTests: Rule = forEachFile((file) =>
  isTestFile(file.path)
    ? []
    : relativeImports(file)
        .filter(isTestFile)
        .map((target) => `${file.path} imports ${target}, which is for tests`),
);
