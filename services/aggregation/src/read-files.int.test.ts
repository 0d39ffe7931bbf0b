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

async function written(pem: string, mode = 0o600): Promise<string> {
  const file = join(dir, 'signing-key.pem');
  await rm(file, { force: true });
  await writeFile(file, pem, { mode });
  return file;
}

async function refusal(pem: string): Promise<string> {
  const error = await readSigningKey(await written(pem)).catch((thrown: unknown) => thrown);
  if (error instanceof ConfigError) return error.message;
  throw new Error('the key was taken', { cause: error });
}

const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

describe('the key that releases are signed with', () => {
  it('is taken as it is made', async () => {
    expect(await readSigningKey(await written(createSigningKey()))).toBeTypeOf('function');
  });

  it('is refused where others on the machine can read it', async () => {
    for (const mode of [0o640, 0o604]) {
      const reading = readSigningKey(await written(createSigningKey(), mode));
      await expect(reading).rejects.toBeInstanceOf(KeyExposedError);
    }
  });

  it('is refused with its file where there is none', async () => {
    const reading = readSigningKey(join(dir, 'not-there.pem'));
    await expect(reading).rejects.toBeInstanceOf(CredentialMissingError);
  });

  it('is refused where it is of another kind, and the message says of which', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const message = await refusal(pemOf(privateKey));
    expect(message).toContain('WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE got');
    expect(message).toContain('it holds a key of ec. Make one: openssl genpkey -algorithm ed25519');
  });

  it.each([
    ['cut short', createSigningKey().slice(0, 60)],
    ['empty', ''],
    ['public', pemOfPublic()],
    ['under a passphrase', underPassphrase()],
  ])('is refused where it is %s, and nothing of it is repeated', async (_, pem) => {
    const message = await refusal(pem);
    expect(message).toContain('it holds no private key that can be read');
    const [, body] = pem.split('\n');
    if (body) expect(message).not.toContain(body);
  });
});

describe('a release plan', () => {
  it('names codes that cells have: a misspelt one would be a row that reads as if nothing were ever there', async () => {
    const file = join(dir, 'plan.json');
    const [table] = ONE_TABLE_PLAN.tables;
    const misspelt = { dimension: 'typeGroup', values: ['violence', 'boarder'], rest: 'other' };
    const merged = {
      dimension: 'typeGroup',
      values: ['grave'],
      merged: { grave: ['violence', 'deaht'] },
      rest: 'other',
    };
    for (const [columns, problem] of [
      [misspelt, 'there is no typeGroup boarder'],
      [merged, 'there is no typeGroup deaht'],
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

function underPassphrase(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const how = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'hush' } as const;
  return privateKey.export(how).toString();
}
