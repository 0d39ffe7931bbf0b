import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallerKind } from '@waylight/access';
import { AUDIENCES, type Audience } from '@waylight/disclosure-control';
import { isMember, type Registry } from '@waylight/registry';
import { z } from 'zod';
import { type Caller, callerAs } from '../approvals/caller.ts';

/**
 * Tokens that make a reader over HTTP more than the public, until people sign in. The file holds their SHA-256 alone,
 * so that whoever reads the file can read nothing with it.
 */
const tokensSchema = z.strictObject({
  tokens: z.array(
    z
      .strictObject({
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'wants 64 hex digits'),
        audience: z.enum(AUDIENCES),
        /** The member in whose name the token speaks about approvals; without it the token reads alone. */
        organisation: z.string().optional(),
      })
      .refine(({ audience, organisation }) => organisation === undefined || audience === 'partners', {
        message: 'wants the audience partners: only members speak about approvals',
        path: ['organisation'],
      }),
  ),
});

export type ReaderTokens = {
  /** Who an Authorization header stands for; undefined for a token that is not known. No header is the public. */
  callerOf(authorization: string | undefined): Caller | undefined;
};

const PUBLIC = callerAs('public');

/** Whom a token of each circle makes of who has it. */
const KINDS: Readonly<Record<Audience, CallerKind>> = {
  partners: 'analyst',
  network: 'network-analyst',
  authorities: 'authority',
  public: 'public',
};

/**
 * A token of an organisation that is suspended, or no member any more, is not known; one of an organisation that was never
 * a member is a mistake.
 */
export function parseReaderTokens(
  input: unknown,
  registry: () => Pick<Registry, 'byId'>,
): { tokens: ReaderTokens } | { problems: string[] } {
  const parsed = tokensSchema.safeParse(input);
  if (!parsed.success)
    // A token may stand in the place of a name: what is no name of ours is not repeated.
    return {
      problems: parsed.error.issues.map(
        ({ code, path, message }) =>
          `${path.join('.')}: ${code === 'unrecognized_keys' ? 'has a name that is none of ours' : message}`,
      ),
    };
  const problems: string[] = [];
  const known = parsed.data.tokens.flatMap(({ sha256, audience, organisation: id }, n) => {
    const organisation = id === undefined ? undefined : registry().byId(id);
    if (id !== undefined && (organisation === undefined || !isMember(organisation)))
      problems.push(`tokens.${n}.organisation: names no member organisation of the registry`);
    return [{ digest: Buffer.from(sha256, 'hex'), caller: callerAs(KINDS[audience], id) }];
  });
  return problems.length > 0 ? { problems } : { tokens: readerTokens(known, registry) };
}

function readerTokens(
  known: readonly { digest: Buffer; caller: Caller }[],
  registry: () => Pick<Registry, 'byId'>,
): ReaderTokens {
  const maySpeak = ({ member }: Caller): boolean => {
    const organisation = member === undefined ? undefined : registry().byId(member);
    return (
      member === undefined ||
      (organisation !== undefined && isMember(organisation) && organisation.status === 'active')
    );
  };
  return {
    callerOf(authorization) {
      if (authorization === undefined) return PUBLIC;
      const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(authorization)?.[1];
      if (token === undefined) return undefined;
      const digest = createHash('sha256').update(token).digest();
      // Every token is compared, so that the time says nothing.
      let caller: Caller | undefined;
      for (const entry of known) if (timingSafeEqual(entry.digest, digest)) caller = entry.caller;
      return caller !== undefined && maySpeak(caller) ? caller : undefined;
    },
  };
}

export const NO_READER_TOKENS: ReaderTokens = {
  callerOf: (authorization) => (authorization === undefined ? PUBLIC : undefined),
};
