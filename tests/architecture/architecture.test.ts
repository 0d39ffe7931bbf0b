import { describe, expect, it } from 'vitest';
import * as rules from './rules.ts';
import { ALLOWED_DEPENDENCIES } from './tables.ts';
import { type Manifest, readWorkspace, type Workspace } from './workspace.ts';

const real = readWorkspace();

/** Creates the smallest workspace with this one file. `manifest`: what its package declares. */
function workspaceWith(path: string, text: string, manifest: Partial<Manifest> = {}): Workspace {
  const [group, name] = path.split('/');
  const folder = `${group}/${name}`;
  return {
    root: { name: 'waylight', devDependencies: { vitest: '5' } },
    packages: [
      { folder, manifest: { name: `@waylight/${name}`, ...manifest }, files: [{ path, text }] },
      {
        folder: 'packages/contracts',
        manifest: { name: '@waylight/contracts', exports: { '.': './src/index.ts' } },
        files: [],
      },
    ],
  };
}

/** The smallest workspace with these files of one package. */
function workspaceWithFiles(texts: Readonly<Record<string, string>>): Workspace {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const manifest = { name: '@waylight/cli', exports: { '.': './src/index.ts' } };
  return { root: { name: 'waylight' }, packages: [{ folder: 'packages/cli', manifest, files }] };
}

type Case = { rule: rules.Rule; title: string; wrong: Workspace[]; right: Workspace[] };

const contractsToday = { dependencies: { '@waylight/contracts': 'workspace:*' } };

const cases: Case[] = [
  {
    title: 'dependencies and imports are allowed',
    rule: rules.allowedDependencies,
    wrong: [
      workspaceWith('packages/contracts-2/src/index.ts', ''),
      workspaceWith('packages/event-log/src/a.ts', '', {
        dependencies: { '@waylight/trends': 'workspace:*' },
      }),
      workspaceWith('services/insights/src/a.ts', "import { a } from '@waylight/intake';"),
      workspaceWith(
        'services/aggregation/src/a.ts',
        "import {\n  a,\n  b,\n} from '@waylight/pseudonymisation';",
      ),
      workspaceWith('packages/service-kit/src/a.ts', "export type { A } from '@waylight/event-log';"),
      workspaceWith('packages/trends/src/a.ts', `const a = await ${'import'}('@waylight/event-log');`),
      workspaceWith('packages/trends/src/a.ts', `const a = await ${'import'}(\`@waylight/event-log\`);`),
      workspaceWith('packages/trends/src/a.ts', `let a; ${'import'} { b } from '@waylight/event-log';`),
      workspaceWith('packages/trends/src/a.ts', '', {
        optionalDependencies: { '@waylight/event-log': 'workspace:*' },
      }),
    ],
    right: [
      workspaceWith(
        'packages/event-log/src/a.ts',
        "import { a } from '@waylight/contracts';",
        contractsToday,
      ),
      workspaceWith('packages/event-log/src/a.test.ts', "import { a } from '@waylight/testing';"),
      workspaceWith('services/trial/src/a.ts', "import { a } from '@waylight/intake';"),
    ],
  },
  {
    title: 'shared versions are in the catalog',
    rule: rules.sharedVersionsInCatalog,
    wrong: [
      workspaceWith('packages/trends/src/a.ts', '', { devDependencies: { vitest: '5' } }),
      workspaceWith('packages/trends/src/a.ts', '', { dependencies: { vitest: '4' } }),
    ],
    right: [workspaceWith('packages/trends/src/a.ts', '', { dependencies: { zod: '4' } })],
  },
  {
    title: 'packages are imported by their exports',
    rule: rules.noDeepImports,
    wrong: [
      workspaceWith('packages/trends/src/a.ts', "import { a } from '@waylight/contracts/src/topics.ts';"),
      workspaceWith('packages/trends/src/a.ts', "import { a } from '../../contracts/src/topics.ts';"),
    ],
    right: [
      workspaceWith('packages/trends/src/a.ts', "import { a } from '@waylight/contracts';"),
      workspaceWith('packages/trends/src/views/a.ts', "import { a } from '../b.ts';"),
    ],
  },
  {
    title: 'imported packages are declared',
    rule: rules.declaredImports,
    wrong: [
      workspaceWith('packages/trends/src/a.ts', "import { z } from 'zod';"),
      workspaceWith('packages/trends/src/a.ts', "import 'side-effect';"),
      workspaceWith('packages/trends/src/a.ts', "import { it } from 'vitest';"),
    ],
    right: [
      workspaceWith('packages/trends/src/a.ts', "import { z } from 'zod/mini';", {
        dependencies: { zod: '4' },
      }),
      workspaceWith('packages/trends/src/a.test.ts', "import { it } from 'vitest';"),
      workspaceWith('packages/trends/src/a.ts', "/** import { z } from 'zod'; */"),
    ],
  },
  {
    title: 'drivers are imported by their owners',
    rule: rules.oneOwnerPerDriver,
    wrong: [
      workspaceWith('services/intake/src/a.ts', "import { Kafka } from 'kafkajs';"),
      workspaceWith('services/insights/src/a.ts', "import { createClient } from 'redis';"),
      workspaceWith('services/aggregation/src/a.ts', "import { DatabaseSync } from 'node:sqlite';"),
      workspaceWith('packages/event-log/src/kafka-lag.ts', "import { Kafka } from 'kafkajs';"),
    ],
    right: [workspaceWith('packages/event-log/src/kafka/a.ts', "import { Kafka } from 'kafkajs';")],
  },
  {
    title: 'imports name their modules literally',
    rule: rules.noHiddenImports,
    wrong: [
      workspaceWith(
        'services/intake/src/a.ts',
        "const { Kafka } = createRequire(import.meta.url)('kafkajs');",
      ),
      workspaceWith('services/intake/src/a.ts', "const { Kafka } = require('kafkajs');"),
      workspaceWith('services/intake/src/a.ts', "const a = process.getBuiltinModule('node:sqlite');"),
      workspaceWith('services/intake/src/a.ts', `const a = await ${'import'}(driver);`),
      workspaceWith('services/intake/src/a.ts', `const a = await ${'import'}('kafka' + 'js');`),
    ],
    right: [
      workspaceWith('services/intake/src/a.ts', `const a = await ${'import'}('./b.ts');`),
      workspaceWith('services/intake/src/a.ts', '// require() would hide what it loads.'),
    ],
  },
  {
    title: 'only config.ts reads the environment, and not at import time',
    rule: rules.environmentInConfig,
    wrong: [
      workspaceWith('services/intake/src/service.ts', 'function f() { return process.env.HOME; }'),
      workspaceWith('services/intake/src/service.ts', "const f = () => process['env'].HOME;"),
      workspaceWith('services/intake/src/service.ts', 'const { env } = process;'),
      workspaceWith('services/intake/src/service.ts', "import { argv, env } from 'node:process';"),
      workspaceWith('services/intake/src/config.ts', 'export const home = process.env.HOME;'),
      workspaceWith('services/intake/src/config.ts', 'export const home = read(\n  process.env,\n);'),
    ],
    right: [
      workspaceWith('services/intake/src/config.ts', 'export const read = (env = process.env) => env.HOME;'),
      workspaceWith('services/intake/src/service.ts', '// process.env is read elsewhere.'),
    ],
  },
  {
    title: 'pure folders read no clock, no randomness, no process, no file',
    rule: rules.purePackages,
    wrong: [
      workspaceWith('packages/trends/src/a.ts', 'export const now = () => Date.now();'),
      workspaceWith('packages/trends/src/a.ts', 'export const now = () => new Date();'),
      workspaceWith('packages/trends/src/a.ts', 'export const now = () => new Date;'),
      workspaceWith('packages/trends/src/a.ts', 'export const now = () => Date();'),
      workspaceWith('packages/trends/src/a.ts', 'export const now = () => Temporal.Now.instant();'),
      workspaceWith('packages/trends/src/a.ts', 'export const home = () => process.env.HOME;'),
      workspaceWith('packages/trends/src/a.ts', 'export const ask = () => fetch(address);'),
      workspaceWith('packages/trends/src/a.ts', "console.log('here');"),
      workspaceWith('packages/taxonomy/src/a.ts', `const fs = await ${'import'}("node:fs");`),
      workspaceWith('packages/pseudonymisation/src/a.ts', "import { generateKeySync } from 'node:crypto';"),
      workspaceWith('packages/taxonomy/src/a.ts', "import { readFileSync } from 'node:fs';"),
      workspaceWith('packages/disclosure-control/src/a.ts', 'const up = Math.random() < 0.5;'),
      workspaceWith('packages/pseudonymisation/src/a.ts', 'const salt = randomBytes(16);'),
      workspaceWith('packages/access/src/pure/a.ts', "import { b } from '../file/b.ts';"),
      workspaceWith('packages/audit/src/chain/a.ts', "import { b } from '@waylight/access';"),
    ],
    right: [
      workspaceWith(
        'packages/trends/src/a.ts',
        'export const day = (ms: number) => new Date(ms).getUTCDate();',
      ),
      workspaceWith('packages/pseudonymisation/src/a.ts', "import { createHmac } from 'node:crypto';"),
      workspaceWith('packages/event-log/src/a.ts', 'const now = Date.now();'),
      workspaceWith(
        'packages/access/src/file/a.ts',
        "import { b } from '../pure/b.ts';\nconst now = Date.now();",
      ),
    ],
  },
  {
    title: 'names of packages, folders and files are specific',
    rule: rules.noVagueNames,
    wrong: [
      workspaceWith('packages/common/src/index.ts', ''),
      workspaceWith('packages/trends/src/utils/a.ts', ''),
      workspaceWith('packages/trends/src/helpers.ts', ''),
    ],
    right: [workspaceWith('packages/trends/src/core-dump.ts', '')],
  },
  {
    title: 'no client computes what changed',
    rule: rules.noChangesInClients,
    wrong: [
      workspaceWith('services/dashboard/src/pages/a.ts', 'const change = changeBetween(now, before);'),
      workspaceWith('packages/cli/src/a.ts', "import { previousPeriod } from '@waylight/calendar';"),
    ],
    right: [
      workspaceWith('services/insights/src/a.ts', "import { previousPeriod } from '@waylight/calendar';"),
      workspaceWith('packages/cli/src/a.ts', '// Not the previousPeriod.'),
    ],
  },
  {
    title: 'folders of a package form no circle',
    rule: rules.noFolderCircles,
    wrong: [
      workspaceWithFiles({
        'services/intake/src/report/a.ts': "import { b } from '../restore/b.ts';",
        'services/intake/src/restore/c.ts': "import type { D } from '../report/d.ts';",
      }),
    ],
    right: [
      workspaceWithFiles({
        'services/intake/src/ledger.ts': "import { b } from './report/b.ts';",
        'services/intake/src/report/a.ts': "import type { Ledger } from '../ledger.ts';",
        'services/intake/src/restore/c.ts': "import type { D } from '../report/d.ts';",
      }),
    ],
  },
  {
    title: 'no file is in a circle of imports',
    rule: rules.noImportCircles,
    wrong: [
      workspaceWithFiles({
        'packages/cli/src/commands/a.ts': "import { b } from '../b.ts';",
        'packages/cli/src/b.ts': "import type { A } from './commands/a.ts';",
      }),
      workspaceWithFiles({
        'packages/cli/src/a.ts': `const b = await ${'import'}('./b.ts');`,
        'packages/cli/src/b.ts': "export { c } from './c.ts';",
        'packages/cli/src/c.ts': "import { a } from './a.ts';",
      }),
      workspaceWithFiles({
        'packages/cli/src/index.ts': "export { a } from './a.ts';",
        'packages/cli/src/a.ts': "import type { B } from '@waylight/cli';",
      }),
      workspaceWithFiles({
        'services/intake/src/a.ts': "import { b } from './b.ts';",
        'services/intake/src/b.ts': "import type { A } from './a.ts';",
      }),
      workspaceWithFiles({
        'services/dashboard/src/ui/a.ts': "import { b } from './b.ts';",
        'services/dashboard/src/ui/b.ts': "import type { A } from './a.ts';",
      }),
    ],
    right: [
      workspaceWithFiles({
        'packages/cli/src/a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';",
        'packages/cli/src/b.ts': "import { c } from './c.ts';",
        'packages/cli/src/c.ts': '',
      }),
    ],
  },
  {
    title: 'folders of the dashboard import only from lower ones',
    rule: rules.dashboardFolders,
    wrong: [
      workspaceWith('services/dashboard/src/ui/a.tsx', "import { Page } from '../pages/trends/page.tsx';"),
      workspaceWith('services/dashboard/src/export/a.ts', "import type { A } from '../ui/map/a.ts';"),
      workspaceWith('services/dashboard/src/api/a.ts', `const a = await ${'import'}('../model/a.ts');`),
      workspaceWith('services/dashboard/src/ui/a.ts', "import '../main.tsx';"),
      workspaceWith('services/dashboard/src/parts/a.ts', ''),
      workspaceWith('services/dashboard/src/pages/own/a.ts', "import { b } from '../trends/b.ts';"),
    ],
    right: [
      workspaceWith('services/dashboard/src/main.tsx', "import { Shell } from './app/shell.tsx';"),
      workspaceWith('services/dashboard/src/pages/trends/page.tsx', "import { a } from '../../ui/a.tsx';"),
      workspaceWith('services/dashboard/src/model/a.ts', "import { b } from './b.ts';"),
    ],
  },
  {
    title: 'an index exports by name',
    rule: rules.explicitIndex,
    wrong: [
      workspaceWith('packages/trends/src/index.ts', "export * from './a.ts';"),
      workspaceWith('packages/trends/src/index.ts', "export * as a from './a.ts';"),
      workspaceWith('packages/trends/src/index.ts', 'export default 1;'),
    ],
    right: [workspaceWith('packages/trends/src/index.ts', "export { a } from './a.ts';")],
  },
  {
    title: 'production does not depend on test code',
    rule: rules.noTestCodeInProduction,
    wrong: [
      workspaceWith('packages/event-log/src/index.ts', "export { suite } from './conformance/suite.ts';"),
      workspaceWith('packages/event-log/src/a.ts', "import { a } from './server-for-tests.ts';"),
      workspaceWith('services/intake/src/a.ts', '', { dependencies: { '@waylight/testing': 'workspace:*' } }),
      workspaceWith('services/intake/src/a.ts', '', {
        dependencies: { '@waylight/tests-region': 'workspace:*' },
      }),
      workspaceWith('services/intake/src/a.ts', "import { startRegion } from '@waylight/tests-region';"),
      workspaceWith('services/intake/src/a.test.ts', "import { startRegion } from '@waylight/tests-region';"),
    ],
    right: [
      workspaceWith(
        'services/intake/src/a.int.test.ts',
        "import { startRegion } from '@waylight/tests-region';",
      ),
      workspaceWith(
        'services/intake/src/testing/a.ts',
        "import { startRegion } from '@waylight/tests-region';",
      ),
      workspaceWith('tests/regional/src/a.test.ts', "import { startRegion } from '@waylight/tests-region';"),
      workspaceWith('services/intake/src/a.ts', '', {
        devDependencies: { '@waylight/testing': 'workspace:*' },
      }),
    ],
  },
  {
    title: 'a node uses no files except in listed places',
    rule: rules.noFilesInNode,
    wrong: [
      workspaceWith('services/intake/src/a.ts', "import { copyFileSync } from 'node:fs';"),
      workspaceWith('services/intake/src/ledger/a.ts', "import { open } from 'node:fs/promises';"),
    ],
    right: [
      workspaceWith('services/intake/src/a.test.ts', "import { copyFileSync } from 'node:fs';"),
      workspaceWith('services/intake/src/ledger/database.ts', "import { openSync } from 'node:fs';"),
      workspaceWith('services/insights/src/a.ts', "import { copyFileSync } from 'node:fs';"),
    ],
  },
];

describe.each(cases)('$title', ({ rule, wrong, right }) => {
  it('is followed here', () => {
    expect(rule(real)).toEqual([]);
  });

  it('detects violations', () => {
    for (const workspace of wrong)
      expect(rule(workspace), workspace.packages[0]?.files[0]?.text).not.toEqual([]);
  });

  it('accepts valid code', () => {
    for (const workspace of right) expect(rule(workspace)).toEqual([]);
  });
});

describe('ALLOWED_DEPENDENCIES', () => {
  it('has no circles', () => {
    const reaches = (from: string, to: string): boolean =>
      (ALLOWED_DEPENDENCIES[from] ?? []).some((next) => next === to || reaches(next, to));
    expect(Object.keys(ALLOWED_DEPENDENCIES).filter((name) => reaches(name, name))).toEqual([]);
  });

  it('lists only declared dependencies', () => {
    const idle = Object.entries(ALLOWED_DEPENDENCIES).flatMap(([from, to]) => {
      const { dependencies = {} } =
        real.packages.find(({ manifest }) => manifest.name === `@waylight/${from}`)?.manifest ?? {};
      return to.filter((name) => !(`@waylight/${name}` in dependencies)).map((name) => `${from} → ${name}`);
    });
    expect(idle).toEqual([]);
  });

  it('lists only existing packages', () => {
    const names = real.packages.map(({ manifest }) => manifest.name.replace('@waylight/', ''));
    expect(Object.keys(ALLOWED_DEPENDENCIES).filter((name) => !names.includes(name))).toEqual([]);
  });
});
