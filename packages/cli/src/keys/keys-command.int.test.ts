import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '@waylight/access';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { addSharedKeys, createNodeKeys, createNodeKeysFile, parseNodeKeys } from '@waylight/node-keys';
import {
  createIdentity,
  decryptSharedKeys,
  encryptSharedKeys,
  nodeRecipient,
} from '@waylight/node-keys/envelopes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNodeFolders, type NodeFolders } from './node-folders-for-tests.ts';

let folders: NodeFolders;
beforeEach(async () => {
  folders = await createNodeFolders();
});
afterEach(() => folders.remove());

const OTHERS = NODE_COUNTRIES.filter((node) => node !== 'MK');
const share = (node: NodeCountry, list = folders.recipients, stdin?: string) =>
  folders.keys(
    node,
    [
      ...['share', '--to', folders.writeRecipients(list), '--out', 'shared-keys.json'],
      ...(stdin === undefined ? ['--yes'] : []),
    ],
    stdin,
  );
const accept = (node: NodeCountry, stdin?: string) =>
  folders.keys(node, ['accept', 'shared-keys.json', ...(stdin === undefined ? ['--yes'] : [])], stdin);
const show = async (node: NodeCountry) =>
  JSON.parse((await folders.keys(node, ['show', '--format', 'json'])).out);
const addOrganisation = (id: string, ...countries: NodeCountry[]): void =>
  folders.changeRegistry(({ organisations }) => {
    const organisation: Organisation = {
      id,
      number: 500 + organisations.length,
      name: id,
      countries,
      role: 'network',
      status: 'active',
    };
    return { organisations: [...organisations, organisation] };
  });

test('six nodes end with the same shared keys and fingerprint, and each keeps its own keys', async () => {
  const before = new Map(NODE_COUNTRIES.map((node) => [node, folders.readKeys(node)]));
  const shared = await share('MK', folders.recipients, 'yes\n'.repeat(6));
  expect(shared.exit).toBe(0);
  expect(shared.err).toContain('This node creates: DRC.');
  for (const { country, fingerprint } of folders.recipients)
    expect(shared.err.includes(fingerprint), country).toBe(country !== 'MK');
  for (const node of OTHERS) {
    const accepted = await accept(node, 'yes\n');
    expect([accepted.exit, accepted.out.split('\n')[0]]).toEqual([0, 'added from MK: DRC']);
  }
  const shown = await Promise.all(NODE_COUNTRIES.map(show));
  const { everywhere } = shown[0];
  expect(everywhere.keys).toEqual(['DRC']);
  for (const one of shown)
    expect(one).toMatchObject({ everywhere, organisations: [], missing: [], withoutKey: [] });
  for (const { out, err } of [shared, await folders.keys('RS', ['show'])])
    expect(`${out}${err}`).toContain(everywhere.fingerprint);
  for (const node of NODE_COUNTRIES) {
    const { contentKey, referenceKeys } = before.get(node)!;
    const after = folders.readKeys(node);
    const { DRC, ...local } = after.referenceKeys;
    expect([after.contentKey, local]).toEqual([contentKey, referenceKeys]);
    expect(DRC).toBe(folders.readKeys('MK').referenceKeys.DRC);
    expect(parseNodeKeys(after, node)).toHaveProperty('keys');
    expect(readdirSync(join(folders.dirOf(node), 'keys')).toSorted()).toEqual([
      'age-identity',
      'node-keys.json',
    ]);
    expect(statSync(folders.keysFile(node)).mode & 0o777).toBe(0o600);
  }
});

test('no command prints a key', async () => {
  const runs = [await share('MK'), await accept('RS')];
  for (const node of ['MK', 'RS'] as const)
    for (const args of [['show'], ['show', '--format', 'json']]) runs.push(await folders.keys(node, args));
  const printed = runs.map(({ out, err }) => out + err).join();
  for (const node of ['MK', 'RS'] as const) {
    const { contentKey, referenceKeys } = folders.readKeys(node);
    for (const key of [contentKey, ...Object.values(referenceKeys)])
      expect(printed).not.toContain(key.slice(0, 20));
  }
  expect(printed).not.toContain('AGE-SECRET-KEY');
});

test('a second share and accept change nothing, and bring the key of a new organisation only to its nodes', async () => {
  await share('MK');
  for (const node of OTHERS) await accept(node);
  const before = readFileSync(folders.keysFile('RS'), 'utf8');
  expect((await share('MK')).out).not.toContain('created');
  expect((await accept('RS')).out).toContain('nothing is new in the keys of MK');
  expect(readFileSync(folders.keysFile('RS'), 'utf8')).toBe(before);

  addOrganisation('MKRS', 'MK', 'RS');
  expect((await show('RS')).missing).toEqual(['MKRS']);
  expect((await share('MK')).out).toContain('created: MKRS');
  expect((await accept('RS')).out).toContain('added from MK: MKRS');
  expect((await accept('AL')).out).toContain('nothing is new');
  const [MK, RS, AL] = [await show('MK'), await show('RS'), await show('AL')];
  expect(RS.organisations).toEqual(MK.organisations);
  expect(RS.organisations[0].keys).toEqual(['MKRS']);
  expect(AL.organisations).toEqual([]);
  expect(folders.readKeys('AL').referenceKeys.MKRS).toBeUndefined();
});

test('a file for fewer nodes names the missing nodes and what they need', async () => {
  addOrganisation('MKRS', 'MK', 'RS');
  addOrganisation('ALXK', 'AL', 'XK');
  const some = folders.recipients.filter(({ country }) => !['RS', 'XK'].includes(country));
  const { exit, out } = await share('MK', some);
  expect(exit).toBe(0);
  expect(out).toContain('encrypted for AL, BA, ME: shared-keys.json');
  expect(out).toContain('not for RS, which needs DRC, MKRS');
  expect(out).toContain('not for XK, which needs DRC\n');
  expect(out).toContain('not shared: ALXK, which does not report at MK');
  const refused = await accept('XK');
  expect([refused.exit, refused.out]).toEqual([3, '']);
  expect(refused.err).toContain('it has no envelope for XK, only for AL, BA, ME');
});

test('nothing changes unless every question is answered with yes', async () => {
  const before = readFileSync(folders.keysFile('MK'), 'utf8');
  for (const stdin of ['', 'no\n', 'yes\nyes\nyes\nyes\nyes\n', 'yes\nyes\nwhat\nyes\nyes\nyes\n']) {
    const { exit, err } = await share('MK', folders.recipients, stdin);
    expect([exit, err.includes('not confirmed: nothing was changed')]).toEqual([3, true]);
  }
  expect(readFileSync(folders.keysFile('MK'), 'utf8')).toBe(before);
  expect(readdirSync(folders.root)).not.toContain('shared-keys.json');
  await share('MK');
  expect((await accept('RS', 'no\n')).exit).toBe(3);
  expect(folders.readKeys('RS').referenceKeys.DRC).toBeUndefined();
});

test('a dry run changes nothing', async () => {
  const dryShare = ['share', '--to', folders.writeRecipients(folders.recipients), '--out', 'f', '--dry-run'];
  const { exit, out } = await folders.keys('MK', dryShare);
  expect([exit, out.split('\n')[0]]).toEqual([0, 'would be created: DRC']);
  expect(readdirSync(folders.root)).not.toContain('f');
  await share('RS');
  const dryAccept = await folders.keys('MK', ['accept', 'shared-keys.json', '--dry-run']);
  expect(dryAccept.out).toContain('would be added from RS: DRC');
  addOrganisation('LEGIS', 'MK');
  expect((await folders.keys('MK', ['add-organisation', 'LEGIS', '--dry-run'])).exit).toBe(0);
  expect(folders.readKeys('MK').referenceKeys.LEGIS).toBeUndefined();
});

test('a recipient that the region exchanged has another fingerprint, and its own envelope does not reach the node', async () => {
  const region = await createIdentity();
  const exchanged = folders.recipients.map((one) =>
    one.country === 'RS' ? { ...one, recipient: region.recipient } : one,
  );
  const refused = await share('MK', exchanged);
  expect([refused.exit, refused.err.includes('fingerprint: is not of this recipient')]).toEqual([2, true]);

  const consistent = exchanged.map(({ country, recipient }) => nodeRecipient(country, recipient));
  const { err } = await share('MK', consistent, 'yes\n'.repeat(6));
  expect(err).toContain(nodeRecipient('RS', region.recipient).fingerprint);
  expect(err).not.toContain((await show('RS')).recipient.fingerprint);
});

test('whoever carries the file cannot open it', async () => {
  await share('MK');
  const file = JSON.parse(readFileSync(join(folders.root, 'shared-keys.json'), 'utf8'));
  const { identity } = await createIdentity();
  for (const node of OTHERS)
    expect(await decryptSharedKeys(file, node, identity)).toEqual({
      problem: `the envelope for ${node} is damaged, or for another identity`,
    });
});

test('two nodes that created keys independently are refused, and the printed remedy works', async () => {
  await share('MK');
  await accept('AL');
  await share('RS');
  for (const node of ['MK', 'AL'] as const) {
    const before = readFileSync(folders.keysFile(node), 'utf8');
    const refused = await accept(node);
    expect([refused.exit, refused.out]).toEqual([3, '']);
    expect(refused.err).toContain(`${node} and RS created different keys: DRC. Nothing was changed`);
    expect(refused.err).toContain('A node that received reports of DRC must keep the key');
    expect(readFileSync(folders.keysFile(node), 'utf8')).toBe(before);
  }
  await share('MK');
  expect((await accept('RS')).err).toContain('remove "DRC" in "referenceKeys"');
  const RS = folders.readKeys('RS');
  const { DRC: _, ...referenceKeys } = RS.referenceKeys;
  writeFileSync(folders.keysFile('RS'), JSON.stringify({ ...RS, referenceKeys }));
  expect((await accept('RS')).exit).toBe(0);
  expect((await show('RS')).everywhere).toEqual((await show('AL')).everywhere);
});

test('an organisation of one country gets a key at its node, and one of several countries by sharing', async () => {
  addOrganisation('LEGIS', 'MK');
  addOrganisation('MKRS', 'MK', 'RS');
  addOrganisation('ALONE', 'RS');
  expect((await show('MK')).withoutKey).toEqual(['LEGIS']);
  const before = folders.readKeys('MK');
  const add = (...args: string[]) => folders.keys('MK', ['add-organisation', ...args]);
  expect((await add('LEGIS')).exit).toBe(3);
  expect(folders.readKeys('MK')).toEqual(before);
  expect((await add('LEGIS', '--yes')).out).toContain('created the key of LEGIS at MK');
  const { LEGIS, ...others } = folders.readKeys('MK').referenceKeys;
  expect(others).toEqual(before.referenceKeys);
  expect((await add('LEGIS', '--yes')).out).toContain('MK has a key of LEGIS already');
  expect(folders.readKeys('MK').referenceKeys.LEGIS).toBe(LEGIS);
  for (const [id, problem] of [
    ['MKRS', 'MKRS also reports at RS, and its key must be the same at all its nodes'],
    ['ALONE', 'by the registry ALONE does not report at MK, but at RS'],
    ['NOBODY', 'the registry has no organisation NOBODY'],
  ] as const) {
    const { exit, err } = await add(id, '--yes');
    expect([exit, err.includes(problem)]).toEqual([3, true]);
  }
});

test('a key is refused if the sharing node does not have the organisation, because its operator could not confirm it', async () => {
  const refusal = async () => {
    const { exit, err } = await accept('RS');
    expect(folders.readKeys('RS').referenceKeys.DRC).toBeUndefined();
    return [exit, err.includes("by this node's registry MK and RS do not share keys of RSXK")];
  };
  addOrganisation('RSXK', 'RS', 'XK');
  const forger = addSharedKeys(createNodeKeysFile('MK'), [{ id: 'RSXK', countries: ['MK', 'RS', 'XK'] }]);
  const forged = await encryptSharedKeys(
    forger,
    [{ id: 'RSXK', countries: ['MK', 'RS', 'XK'] }],
    folders.recipients,
  );
  writeFileSync(join(folders.root, 'shared-keys.json'), JSON.stringify(forged));
  expect(await refusal()).toEqual([3, true]);
});

test('a node without an identity, and an identity that others can read, are refused', async () => {
  await share('MK');
  const identity = join(folders.dirOf('RS'), 'keys', 'age-identity');
  chmodSync(identity, 0o644);
  expect(await accept('RS')).toMatchObject({
    exit: 4,
    err: expect.stringContaining('can be read by others'),
  });
  rmSync(identity);
  expect(await accept('RS')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('age-identity is missing'),
  });
});

test('keys files that one machine created for all nodes stay valid', async () => {
  const { organisations } = JSON.parse(
    readFileSync(join(folders.dirOf('MK'), 'config', 'registry.json'), 'utf8'),
  );
  const keys = createNodeKeys(organisations);
  for (const node of NODE_COUNTRIES) writeFileSync(folders.keysFile(node), JSON.stringify(keys[node]));
  const [MK, RS] = [await show('MK'), await show('RS')];
  expect(MK).toMatchObject({ everywhere: RS.everywhere, missing: [], withoutKey: [] });
  await share('MK');
  expect((await accept('RS')).out).toContain('nothing is new');
});
