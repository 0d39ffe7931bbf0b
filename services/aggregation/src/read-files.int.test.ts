import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { ConfigError, CredentialMissingError, KeyExposedError } from '@waylight/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlan, readSigningKey } from './read-files.ts';
import { createSigningKey } from './release/signing-key.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-signing-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function writePem(pem: string, mode = 0o600): Promise<string> {
  const file = join(dir, 'signing-key.pem');
  await rm(file, { force: true });
  await writeFile(file, pem, { mode });
  return file;
}

async function readRefusal(pem: string): Promise<string> {
  const error = await readSigningKey(await writePem(pem)).catch((thrown: unknown) => thrown);
  if (error instanceof ConfigError) return error.message;
  throw new Error('the key was accepted', { cause: error });
}

const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

describe('the signing key of releases', () => {
  it('can be read after it was created', async () => {
    expect(await readSigningKey(await writePem(createSigningKey()))).toBeTypeOf('function');
  });

  it('is refused if others on the machine can read it', async () => {
    for (const mode of [0o640, 0o604]) {
      const reading = readSigningKey(await writePem(createSigningKey(), mode));
      await expect(reading).rejects.toBeInstanceOf(KeyExposedError);
    }
  });

  it('is refused if its file is missing', async () => {
    const reading = readSigningKey(join(dir, 'not-there.pem'));
    await expect(reading).rejects.toBeInstanceOf(CredentialMissingError);
  });

  it('is refused if it has another algorithm, which the error names', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const message = await readRefusal(pemOf(privateKey));
    expect(message).toContain('WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE is');
    expect(message).toContain(
      'the file has a key of type ec. Create a key: openssl genpkey -algorithm ed25519',
    );
  });

  it.each([
    ['cut short', createSigningKey().slice(0, 60)],
    ['empty', ''],
    ['public', pemOfPublic()],
    ['encrypted with a passphrase', encryptedPem()],
  ])('is refused if it is %s, and the error does not quote the key', async (_, pem) => {
    const message = await readRefusal(pem);
    expect(message).toContain('the file has no readable private key');
    const [, body] = pem.split('\n');
    if (body) expect(message).not.toContain(body);
  });
});

describe('a release plan', () => {
  it('rejects unknown codes, because the row of a misspelt code would always be 0', async () => {
    const file = join(dir, 'plan.json');
    const [table] = ONE_TABLE_PLAN.tables;
    const misspelled = { dimension: 'typeGroup', values: ['violence', 'boarder'], rest: 'other' };
    const merged = {
      dimension: 'typeGroup',
      values: ['grave'],
      merged: { grave: ['violence', 'deaht'] },
      rest: 'other',
    };
    for (const [columns, problem] of [
      [misspelled, 'typeGroup has no code boarder'],
      [merged, 'typeGroup has no code deaht'],
    ] as const) {
      await writeFile(file, JSON.stringify({ ...ONE_TABLE_PLAN, tables: [{ ...table, columns }] }));
      await expect(readPlan(file)).rejects.toThrow(problem);
    }
    await writeFile(file, JSON.stringify(DEFAULT_RELEASE_PLAN));
    expect((await readPlan(file)).tables).toHaveLength(DEFAULT_RELEASE_PLAN.tables.length);
  });
});

function pemOfPublic(): string {
  return generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

function encryptedPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const options = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'hush' } as const;
  return privateKey.export(options).toString();
}
