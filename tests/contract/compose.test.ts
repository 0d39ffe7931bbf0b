import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatVariables, nodeSettings, regionSettings } from '@waylight/deployment';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  composeFiles,
  composeFolder,
  parseCompose,
  readCheckedImages,
  readComposeRenderings,
  readVariables,
} from './compose-files.ts';
import {
  COMPOSE_RULES,
  type ComposeDocument,
  type ComposeService,
  checkComposePolicies,
} from './compose-policies.ts';
import { projectVersion } from './project.ts';
import { type Rendering, renderingHead } from './renderings.ts';

const require = createRequire(import.meta.url);
/** The schema of the Compose Specification, which dclint contains. */
const SCHEMA = join(dirname(require.resolve('dclint/package.json')), 'schemas/compose.schema.json');
const { $schema: _, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
const isValid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

function schemaErrors(document: unknown): string[] {
  isValid(document);
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const checkedImages = readCheckedImages();

const RENDER_AGAIN = 'run vitest run --project verify tests/verify/containers/compose-rendering.test.ts -u';

if (existsSync(composeFolder))
  describe('the Compose files', () => {
    const files = composeFiles(composeFolder);
    const renderings = readComposeRenderings(composeFolder);
    const variables = readVariables(join(composeFolder, '.env'));
    const read = (file: string) => parseCompose(readFileSync(file, 'utf8'));

    it('have the example values that the commands write', async () => {
      const machine = { dir: '/srv/waylight', version: projectVersion(), user: '10001:10001' };
      const { COMPOSE_FILE: _, ...region } = regionSettings(machine, {
        host: 'region.example.org',
        composeFiles: [],
      });
      const node = nodeSettings(machine, { country: 'MK', port: 7004, healthPort: 9100, runner: 'compose' });
      const comment =
        'Example for the checks: waylight node init and waylight region init write the values of a machine';
      await expect(formatVariables({ ...region, ...node }, comment)).toMatchFileSnapshot(
        join(composeFolder, '.env'),
      );
    });

    it('exist, and each is in a rendering', () => {
      expect(files).not.toEqual([]);
      const rendered = renderings.flatMap(({ arguments: args }) => args);
      expect(files.filter((file) => !rendered.includes(file))).toEqual([]);
    });

    it.each(files)('%s agrees with the schema and the policies', (name) => {
      const document = read(join(composeFolder, name));
      expect(schemaErrors(document)).toEqual([]);
      expect(checkComposePolicies(document, { variables, checkedImages })).toEqual([]);
    });

    it.each(renderings)(
      'the rendering $name is of the present files, and keeps the policies',
      (rendering) => {
        expect(rendering.text.startsWith(renderingHead(composeFolder, rendering)), RENDER_AGAIN).toBe(true);
        expect(schemaErrors(parseCompose(rendering.text))).toEqual([]);
        expect(checkComposePolicies(parseCompose(rendering.text), { checkedImages })).toEqual([]);
        expect(rendering.text).not.toContain(dirname(composeFolder));
      },
    );
  });

/** The name of an image whose tag is a variable. */
const imageOf = (name: string, variable: string): string => `waylight/${name}:$\{${variable}}`;

const INTAKE = {
  image: imageOf('intake', 'WAYLIGHT_VERSION'),
  user: '10001:10001',
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  mem_limit: '512m',
  logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
  environment: {
    WAYLIGHT_INTAKE_COUNTRY: 'MK',
    WAYLIGHT_INTAKE_KEYS_FILE: '/srv/waylight/keys/node-keys.json',
  },
  ports: [`$\{ADDRESS:-0.0.0.0}:7000:7000`, '127.0.0.1:9100:9100'],
  networks: ['outside'],
  volumes: ['/srv/waylight/data:/srv/waylight/data'],
};
const VARIABLES = { WAYLIGHT_VERSION: '0.3.0', CHANNEL: 'latest' };

const withService = (change: ComposeService): ComposeDocument => ({
  services: {
    intake: Object.fromEntries(
      Object.entries({ ...INTAKE, ...change }).filter(([, value]) => value !== undefined),
    ),
  },
});
const findingsOf = (change: ComposeService, document = withService(change)) =>
  checkComposePolicies(document, { variables: VARIABLES, checkedImages }).map(
    (finding) => finding.split(': ')[1],
  );

describe('the policies', () => {
  it('accept a valid document, and a deploy limit, and a command without a health check', () => {
    expect(schemaErrors(withService({}))).toEqual([]);
    expect(findingsOf({})).toEqual([]);
    expect(
      findingsOf({ mem_limit: undefined, deploy: { resources: { limits: { memory: '512m' } } } }),
    ).toEqual([]);
    expect(
      findingsOf({ image: imageOf('tools', 'WAYLIGHT_VERSION'), ports: [], profiles: ['tools'] }),
    ).toEqual([]);
    expect(findingsOf({ ports: [{ target: 9100, published: '9104', host_ip: '127.0.0.1' }] })).toEqual([]);
  });

  const planted: readonly (readonly [rule: string, change: ComposeService])[] = [
    ['read-only', { read_only: undefined }],
    ['capabilities', { cap_drop: ['NET_RAW'] }],
    ['privileges', { security_opt: undefined }],
    ['privileges', { security_opt: ['no-new-privileges:false'] }],
    ['user', { user: undefined }],
    ['user', { user: '0:0' }],
    ['user', { user: 'root' }],
    ['memory', { mem_limit: undefined }],
    ['logs', { logging: { driver: 'json-file', options: { 'max-size': '10m' } } }],
    ['health', { healthcheck: { disable: true } }],
    ['health', { healthcheck: { test: ['NONE'] } }],
    ['health', { image: imageOf('other', 'WAYLIGHT_VERSION'), ports: [] }],
    ['image', { image: 'waylight/intake:0.3.0' }],
    ['image', { image: imageOf('intake', 'CHANNEL') }],
    ['image', { image: imageOf('intake', 'WAYLIGHT_VERSION:-latest') }],
    ['image', { image: imageOf('intake', 'UNSET') }],
    ['networks', { networks: undefined }],
    ['networks', { networks: undefined, network_mode: 'host' }],
    ['privileged', { privileged: true }],
    ['privileged', { cap_add: ['SYS_ADMIN'] }],
    ['docker-socket', { volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'] }],
    ['docker-socket', { volumes: [{ type: 'bind', source: '/run', target: '/run' }] }],
    ['ports', { ports: ['9100:9100'] }],
    ['ports', { ports: ['0.0.0.0:9100:9100'] }],
    ['ports', { ports: ['7000:7000'] }],
    ['ports', { ports: [{ target: 9100, published: '9100' }] }],
    ['secrets', { environment: { WAYLIGHT_AGGREGATION_REDIS_PASSWORD: 'x' } }],
    ['secrets', { environment: ['REDIS_PASSWORD'] }],
    ['secrets', { environment: { WAYLIGHT_REDIS_URL: 'redis://user:word@redis:6379' } }],
    ['secrets', { command: ['redis-server', '--requirepass', 'x'] }],
  ];

  it.each(planted)('find a planted error: %s %j', (rule, change) => {
    expect(schemaErrors(withService(change))).toEqual([]);
    expect(findingsOf(change)).toEqual([rule]);
  });

  it('have a planted error each', () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(COMPOSE_RULES));
  });

  it('apply their prohibitions to a service that only changes one of another file', () => {
    expect(findingsOf({}, { services: { intake: { depends_on: ['kafka'], privileged: true } } })).toEqual([
      'privileged',
    ]);
  });
});

it('the schema finds an unknown key', () => {
  expect(schemaErrors(withService({ read_onyl: true }))).toEqual([
    expect.stringContaining('/services/intake'),
  ]);
});

it('a rendering is outdated after a change of any source', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-compose-'));
  try {
    mkdirSync(join(folder, 'rendered'));
    writeFileSync(join(folder, 'node.yaml'), 'services: {}\n');
    writeFileSync(join(folder, '.env'), 'VERSION=1.0.0\n');
    const file = join(folder, 'rendered/node.yaml');
    writeFileSync(file, '# docker compose --file node.yaml config --no-env-resolution\n');
    const [rendering] = readComposeRenderings(folder) as [Rendering];
    const before = renderingHead(folder, rendering);
    expect(before).toMatch(
      /^# docker compose --file node.yaml config --no-env-resolution\n# Sources: [0-9a-f]{64}\n$/,
    );
    writeFileSync(file, before);
    expect(renderingHead(folder, rendering)).toBe(before);
    writeFileSync(join(folder, '.env'), 'VERSION=1.0.1\n');
    expect(renderingHead(folder, rendering)).not.toBe(before);
    writeFileSync(file, 'services: {}\n');
    expect(() => readComposeRenderings(folder)).toThrow('the first line must be its command');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
