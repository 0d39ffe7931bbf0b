import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRegistry, type RegistryContent } from '@waylight/access';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { addLocalKeys, createNodeKeysFile, type NodeKeys } from '@waylight/node-keys';
import { createIdentity, type NodeRecipient, nodeRecipient } from '@waylight/node-keys/envelopes';
import { type CommandRun, runCommand } from '../testing/run-command.ts';

/** The folders of six new nodes, each as on its own machine, and what the region sends them. */
export type NodeFolders = {
  readonly root: string;
  readonly dirOf: (node: NodeCountry) => string;
  readonly keysFile: (node: NodeCountry) => string;
  readonly readKeys: (node: NodeCountry) => NodeKeys;
  readonly changeRegistry: (change: (before: RegistryContent) => Partial<RegistryContent>) => void;
  /** Writes the list of recipients, and returns its path. */
  readonly writeRecipients: (list: readonly NodeRecipient[]) => string;
  readonly recipients: readonly NodeRecipient[];
  /** Runs `waylight keys` at a node. `stdin` answers its questions. */
  readonly keys: (node: NodeCountry, args: readonly string[], stdin?: string) => Promise<CommandRun>;
  readonly remove: () => void;
};

export async function createNodeFolders(): Promise<NodeFolders> {
  const root = mkdtempSync(join(tmpdir(), 'waylight-keys-'));
  const dirOf = (node: NodeCountry) => join(root, node);
  const keysFile = (node: NodeCountry) => join(dirOf(node), 'keys', 'node-keys.json');
  const recipients: NodeRecipient[] = [];
  let registry: RegistryContent = readShippedRegistry();
  for (const node of NODE_COUNTRIES) {
    const dir = dirOf(node);
    for (const folder of ['config', 'data']) mkdirSync(join(dir, folder), { recursive: true });
    mkdirSync(join(dir, 'keys'), { mode: 0o700 });
    const keys = addLocalKeys(createNodeKeysFile(node), registry.organisations);
    writeFileSync(keysFile(node), JSON.stringify(keys), { mode: 0o600 });
    const { identity, recipient } = await createIdentity();
    writeFileSync(join(dir, 'keys', 'age-identity'), `${identity}\n`, { mode: 0o600 });
    recipients.push(nodeRecipient(node, recipient));
    const variables = {
      WAYLIGHT_INTAKE_COUNTRY: node,
      WAYLIGHT_INTAKE_DATA_DIR: join(dir, 'data'),
      WAYLIGHT_INTAKE_KEYS_FILE: keysFile(node),
      WAYLIGHT_REGISTRY_FILE: join(dir, 'config', 'registry.json'),
    };
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(dir, 'intake.env'), lines.join(''));
  }
  const writeRegistry = (): void => {
    for (const node of NODE_COUNTRIES)
      writeFileSync(join(dirOf(node), 'config', 'registry.json'), JSON.stringify(registry));
  };
  writeRegistry();
  return {
    root,
    dirOf,
    keysFile,
    readKeys: (node) => JSON.parse(readFileSync(keysFile(node), 'utf8')),
    changeRegistry: (change) => {
      registry = { ...registry, version: registry.version + 1, ...change(registry) };
      writeRegistry();
    },
    recipients,
    writeRecipients: (list) => {
      writeFileSync(join(root, 'nodes.json'), JSON.stringify(list));
      return join(root, 'nodes.json');
    },
    keys: (node, args, stdin) => runCommand(['keys', ...args, '--dir', dirOf(node)], { cwd: root, stdin }),
    remove: () => rmSync(root, { recursive: true }),
  };
}

function readShippedRegistry(): RegistryContent {
  const file = new URL('../../../../infra/registry/registry.json', import.meta.url);
  const parsed = parseRegistry(JSON.parse(readFileSync(file, 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const { version, organisations, operators, authorities, officers, revoked } = parsed.registry;
  return { version, organisations, operators, authorities, officers, revoked };
}
