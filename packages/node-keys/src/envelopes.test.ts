import type { NodeCountry } from '@waylight/contracts';
import { armor, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import {
  createIdentity,
  decryptSharedKeys,
  encryptSharedKeys,
  nodeRecipient,
  parseIdentity,
  parseRecipients,
  recipientFingerprint,
} from './envelopes.ts';
import { addLocalKeys, addSharedKeys, createNodeKeysFile } from './node-keys.ts';

const ORGANISATIONS = [
  { id: 'DRC', countries: ['MK' as const, 'RS' as const, 'AL' as const] },
  { id: 'MKRS', countries: ['MK' as const, 'RS' as const] },
  { id: 'MYLA', countries: ['MK' as const] },
];
const MK = addLocalKeys(addSharedKeys(createNodeKeysFile('MK'), ORGANISATIONS), ORGANISATIONS);
const { DRC, MKRS } = MK.referenceKeys;

const [AL, RS, region] = await Promise.all([createIdentity(), createIdentity(), createIdentity()]);
const recipients = [nodeRecipient('AL', AL.recipient), nodeRecipient('RS', RS.recipient)];
const file = await encryptSharedKeys(MK, ORGANISATIONS, recipients);

describe('a file of shared keys', () => {
  it('has an envelope for each node, with only the keys that the node needs', async () => {
    const read = JSON.parse(JSON.stringify(file));
    expect(await decryptSharedKeys(read, 'RS', RS.identity)).toEqual({
      from: 'MK',
      shared: { referenceKeys: { DRC, MKRS } },
    });
    expect(await decryptSharedKeys(read, 'AL', AL.identity)).toEqual({
      from: 'MK',
      shared: { referenceKeys: { DRC } },
    });
  });

  it('is read with the pepper of 0.4.0, which is ignored', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(RS.recipient);
    const pepper = { epoch: 1, key: Buffer.alloc(32, 7).toString('base64') };
    const content = { pepper, referenceKeys: { DRC }, from: 'MK', to: 'RS' };
    const envelope = armor.encode(await encrypter.encrypt(JSON.stringify(content)));
    expect(await decryptSharedKeys({ version: 1, envelopes: { RS: envelope } }, 'RS', RS.identity)).toEqual({
      from: 'MK',
      shared: { referenceKeys: { DRC } },
    });
  });

  it('cannot be opened by the region, or by a node for which an envelope is not', async () => {
    for (const node of ['AL', 'RS'] as const) {
      const opened = await decryptSharedKeys(file, node, region.identity);
      expect(opened).toEqual({ problem: `the envelope for ${node} is damaged, or for another identity` });
    }
    expect(await decryptSharedKeys(file, 'RS', AL.identity)).toHaveProperty('problem');
    expect(await decryptSharedKeys(file, 'XK', RS.identity)).toEqual({
      problem: 'it has no envelope for XK, only for AL, RS',
    });
    const text = JSON.stringify(file);
    for (const key of Object.values(MK.referenceKeys)) expect(text).not.toContain(key);
  });

  it('is refused if an envelope was changed, or moved to another node', async () => {
    const moved = { version: 1, envelopes: { RS: file.envelopes.AL } };
    expect(await decryptSharedKeys(moved, 'RS', AL.identity)).toEqual({
      problem: 'the envelope for RS contains keys from MK for AL',
    });
    const envelope = file.envelopes.RS ?? '';
    const at = envelope.length - 100;
    const changed = `${envelope.slice(0, at)}${envelope[at] === 'A' ? 'B' : 'A'}${envelope.slice(at + 1)}`;
    const opened = await decryptSharedKeys({ version: 1, envelopes: { RS: changed } }, 'RS', RS.identity);
    expect(opened).toEqual({ problem: 'the envelope for RS is damaged, or for another identity' });
    for (const wrong of [null, {}, { ...file, version: 2 }, { ...file, more: 1 }])
      expect(await decryptSharedKeys(wrong, 'RS', RS.identity)).toHaveProperty('problem');
  });
});

describe('recipients of nodes', () => {
  const entry = (country: NodeCountry, recipient: string) => nodeRecipient(country, recipient);

  it('are read from the list of the region', () => {
    expect(parseRecipients(recipients)).toEqual({ recipients });
  });

  it.each([
    [
      'a recipient with the fingerprint of another',
      [{ ...recipients[0], recipient: region.recipient }],
      '0: fingerprint',
    ],
    ['a text that is no recipient', [entry('AL', 'age1x')], '0: recipient: is not an age recipient'],
    ['a private key', [entry('AL', AL.identity)], '0: recipient: is not an age recipient'],
    ['a country twice', [recipients[0], entry('AL', RS.recipient)], '1: country or recipient as in 0'],
    ['a recipient twice', [recipients[0], entry('RS', AL.recipient)], '1: country or recipient as in 0'],
    ['an unknown country', [{ ...recipients[0], country: 'FR' }], '0.country: '],
  ])('are refused with %s', (_, list, problem) => {
    const parsed = parseRecipients(list);
    if (!('problems' in parsed)) throw new Error('the list was accepted');
    expect(parsed.problems.join()).toContain(problem);
    expect(parsed.problems.join()).not.toContain('AGE-SECRET-KEY');
  });
});

it('an identity is read from a file of age, and has one fingerprint', async () => {
  expect(await parseIdentity(`# created: 2026\n${AL.identity}\n`)).toEqual(AL);
  expect(recipientFingerprint(AL.recipient)).not.toBe(recipientFingerprint(RS.recipient));
  for (const wrong of ['', '# nothing', 'AGE-SECRET-KEY-1XYZ', AL.identity.slice(0, -1)])
    expect(await parseIdentity(wrong)).toBeUndefined();
});
