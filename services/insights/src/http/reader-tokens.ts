import { createHash, timingSafeEqual } from 'node:crypto';
import { AUDIENCES, type Audience } from '@waylight/disclosure-control';
import { z } from 'zod';

/**
 * Tokens that make a reader over HTTP more than the public, until people sign in. The file holds their SHA-256 alone,
 * so that whoever reads the file can read nothing with it.
 */
const tokensSchema = z.strictObject({
  tokens: z.array(
    z.strictObject({
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'wants 64 hex digits'),
      audience: z.enum(AUDIENCES),
    }),
  ),
});

export type ReaderTokens = {
  /** The circle of an Authorization header; undefined for a token that is not known. No header is the public. */
  audienceOf(authorization: string | undefined): Audience | undefined;
};

export function parseReaderTokens(input: unknown): { tokens: ReaderTokens } | { problems: string[] } {
  const parsed = tokensSchema.safeParse(input);
  if (!parsed.success)
    // A token may stand in the place of a name: what is no name of ours is not repeated.
    return {
      problems: parsed.error.issues.map(
        ({ code, path, message }) =>
          `${path.join('.')}: ${code === 'unrecognized_keys' ? 'has a name that is none of ours' : message}`,
      ),
    };
  const known = parsed.data.tokens.map(({ sha256, audience }) => ({
    digest: Buffer.from(sha256, 'hex'),
    audience,
  }));
  return { tokens: readerTokens(known) };
}

function readerTokens(known: readonly { digest: Buffer; audience: Audience }[]): ReaderTokens {
  return {
    audienceOf(authorization) {
      if (authorization === undefined) return 'public';
      const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(authorization)?.[1];
      if (token === undefined) return undefined;
      const digest = createHash('sha256').update(token).digest();
      // Every token is compared, so that the time says nothing.
      let audience: Audience | undefined;
      for (const entry of known) if (timingSafeEqual(entry.digest, digest)) audience = entry.audience;
      return audience;
    },
  };
}

export const NO_READER_TOKENS: ReaderTokens = {
  audienceOf: (authorization) => (authorization === undefined ? 'public' : undefined),
};
