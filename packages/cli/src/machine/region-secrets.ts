import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { authorityLayout, type RegionLayout } from '@waylight/deployment';
import { releaseKeyOf } from '@waylight/disclosure-control';
import { type Owner, ownUser, writePublic, writeSecret } from './machine-files.ts';
import { readShipped } from './shipped-files.ts';

const newPassword = (): string => randomBytes(32).toString('hex');
const digestOf = (password: string): string => createHash('sha256').update(password).digest('hex');

/** Creates Redis's users with their passwords, the release secret, and the signing key with its public key. */
export async function writeRegionSecrets(layout: RegionLayout, owner: Owner, now: Date): Promise<void> {
  await writeRedisUsers(layout, owner);
  await writeSecret(layout.aggregation.releaseSecret, `${newPassword()}\n`, owner);
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeSecret(layout.aggregation.signingKey, pem, owner);
  const released = releaseKeyOf(createPublicKey(privateKey), now.toISOString().slice(0, 10));
  await writePublic(layout.releaseKeys, `${JSON.stringify([released], null, 2)}\n`);
}

/** The administrator's password stays with the authorities: no service has it. */
async function writeRedisUsers(layout: RegionLayout, owner: Owner): Promise<void> {
  const passwords = {
    AGGREGATION: { file: layout.aggregation.redisPassword, owner, password: newPassword() },
    INSIGHTS: { file: layout.insights.redisPassword, owner, password: newPassword() },
    'THE-ADMINISTRATOR': {
      file: authorityLayout(layout.authority).redisAdminPassword,
      owner: ownUser(),
      password: newPassword(),
    },
  };
  let users = await readShipped('redis/users.acl');
  for (const [user, { file, owner: reader, password }] of Object.entries(passwords)) {
    await writeSecret(file, `${password}\n`, reader);
    users = users.replace(`#SHA256-OF-THE-PASSWORD-OF-${user}\n`, `#${digestOf(password)}\n`);
  }
  await writeSecret(layout.redis.users, users, owner);
}
