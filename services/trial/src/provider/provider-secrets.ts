import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const secret = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/, 'must be 16 to 200 of A-Z, a-z, 0-9, - and _');

const secretsSchema = z.strictObject({
  /** Private key of the ID tokens: ES256, as a JSON Web Key. */
  signingKey: z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    d: z.string(),
  }),
  cookieKey: secret,
  /** Shared with the client, insights. */
  clientSecret: secret,
  /** The password of all development accounts, which belong to the operator of the trial. */
  password: secret,
});

export type ProviderSecrets = Readonly<z.infer<typeof secretsSchema>>;

export function createProviderSecrets(): ProviderSecrets {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ format: 'jwk' });
  const random = (bytes: number): string => randomBytes(bytes).toString('base64url');
  return secretsSchema.parse({
    signingKey: key,
    cookieKey: random(32),
    clientSecret: random(32),
    password: random(15),
  });
}

/** Parses the secrets, or returns problems that do not quote them. */
export function parseProviderSecrets(
  input: unknown,
): { readonly secrets: ProviderSecrets } | { readonly problems: string[] } {
  const parsed = secretsSchema.safeParse(input);
  if (parsed.success) return { secrets: parsed.data };
  return { problems: parsed.error.issues.map(({ path }) => `${path.join('.')} is invalid`) };
}
