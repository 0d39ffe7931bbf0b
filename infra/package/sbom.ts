import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../images/offline/engine.ts';
import { closureOf } from '../images/offline/workspace-closure.ts';

export type Component = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
};

type CycloneDx = {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};

export type SbomOptions = {
  readonly root: string;
  /** The name of the package, such as `waylight-node`. */
  readonly name: string;
  /** Programs of the workspace in the package: the command, services, and the pages of the dashboard. */
  readonly programs: readonly string[];
  /** Lists of Debian packages by image, in the form of `dpkg-query -W`. */
  readonly debianLists: Readonly<Record<string, string>>;
  /** The Maven project of Kafka's jars, if they are in the package. */
  readonly pom: string | undefined;
};

/** A dependency of the pages that only builds them. */
const BUILD_TOOLS = ['vite'];

/** Lists the npm, Debian and Maven packages in CycloneDX. pnpm describes npm packages by the lock file. */
export async function createSbom({ root, name, programs, debianLists, pom }: SbomOptions): Promise<string> {
  const { packageManager, version } = readManifest(root);
  const all: CycloneDx = JSON.parse(
    await runProgram('npx', [
      ...['--yes', packageManager, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6'],
      ...['--sbom-type', 'application', '--prod', '--recursive', '--dir', root],
    ]),
  );
  const included = npmClosure(all, root, programs);
  const components = [
    ...all.components.filter(({ purl }) => included.has(purl)),
    component('generic', 'node', process.versions.node),
    ...debianComponents(debianLists),
    ...(pom === undefined ? [] : await mavenComponents(pom)),
  ];
  const refs = new Set(components.map(({ purl }) => purl));
  return `${JSON.stringify(
    {
      ...all,
      metadata: { ...all.metadata, component: component('generic', name, version, { type: 'application' }) },
      components,
      dependencies: all.dependencies.filter(({ ref }) => refs.has(ref)),
    },
    undefined,
    1,
  )}\n`;
}

type Manifest = {
  readonly version: string;
  readonly packageManager: string;
  readonly dependencies?: Readonly<Record<string, string>>;
};

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** npm packages that the programs need. pnpm omits the dependencies of most workspace packages; these are read as installed. */
function npmClosure({ dependencies }: CycloneDx, root: string, programs: readonly string[]): Set<string> {
  const graph = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const visit = (ref: string): void => {
    if (reached.has(ref) || ref.startsWith('pkg:npm/%40waylight/')) return;
    reached.add(ref);
    for (const next of graph.get(ref) ?? []) visit(next);
  };
  for (const folder of closureOf(root, programs))
    for (const name of Object.keys(readManifest(join(root, folder)).dependencies ?? {}))
      if (!BUILD_TOOLS.includes(name))
        visit(purlOf('npm', name, readManifest(join(root, folder, 'node_modules', name)).version));
  return reached;
}

function debianComponents(lists: Readonly<Record<string, string>>): Component[] {
  const images = new Map<string, string[]>();
  for (const [image, list] of Object.entries(lists))
    for (const line of list.split('\n').filter(Boolean))
      images.set(line, [...(images.get(line) ?? []), image]);
  return [...images].map(([line, names]) => {
    const [name = '', version = ''] = line.split('\t');
    return component('deb/debian', name.replace(/:.*/, ''), version, {
      properties: names.map((value) => ({ name: 'waylight:image', value })),
    });
  });
}

/** Jars of the runtime scope: lines such as `org.apache.kafka:kafka-clients:jar:4.1.0:runtime`. */
async function mavenComponents(pom: string): Promise<Component[]> {
  const output = await runProgram('mvn', ['-B', '-f', pom, 'dependency:list', '-DincludeScope=runtime']);
  const jars = output.matchAll(/ ([\w.-]+):([\w.-]+):jar:(?:[\w.-]+:)?([\w.-]+):(?:compile|runtime)/g);
  return [...jars].map(([, group = '', artifact = '', version = '']) =>
    component('maven', `${group}/${artifact}`, version),
  );
}

function component(
  type: string,
  name: string,
  version: string,
  more: Readonly<Record<string, unknown>> = {},
): Component {
  const purl = purlOf(type, name, version);
  return { type: 'library', name, version, purl, 'bom-ref': purl, ...more };
}

const purlOf = (type: string, name: string, version: string): string =>
  `pkg:${type}/${name.replace('@', '%40')}@${encodeURIComponent(version).replaceAll('%3A', ':')}`;
