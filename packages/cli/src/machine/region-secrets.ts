import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { authorityLayout, type RegionLayout, servicesOf } from '@waylight/deployment';
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
  const ofServices = servicesOf('region')
    .filter(({ redis }) => redis !== undefined)
    .map(({ name }) => [name, layout.serviceFiles(name).redisPassword, owner] as const);
  const administrator = authorityLayout(layout.authority).redisAdminPassword;
  let users = await readShipped('redis/users.acl');
  for (const [user, file, reader] of [
    ...ofServices,
    ['the-administrator', administrator, ownUser()] as const,
  ]) {
    const password = newPassword();
    await writeSecret(file, `${password}\n`, reader);
    const placeholder = `#SHA256-OF-THE-PASSWORD-OF-${user.toUpperCase()}\n`;
    users = users.replace(placeholder, `#${digestOf(password)}\n`);
  }
  await writeSecret(layout.redis.users, users, owner);
}
