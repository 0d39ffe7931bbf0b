import { Audience, type ReleaseEvent } from '@waylight/contracts/release';
import { AUDIENCES, type Audience as AudienceName } from '@waylight/disclosure-control';
import { RpcFailure } from '@waylight/service-kit/client';
import type { InsightsCalls } from '../connection/connect.ts';
import { enumCode } from '../enum-names.ts';
import { refusedFailure } from '../failure.ts';

export async function fetchRelease(
  insights: InsightsCalls,
  id: string,
): Promise<{ readonly release: ReleaseEvent; readonly notices: readonly string[] }> {
  try {
    const { release, notices } = await insights.getRelease({ releaseId: id });
    if (release === undefined) throw new TypeError('the response has no release');
    return { release, notices };
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'NOT_FOUND')
      throw refusedFailure(
        'no release with this id is available to you',
        'List the available releases: npx waylight release list',
      );
    throw error;
  }
}

/** An audience that this version does not know counts as the narrowest. */
export function audienceName(audience: Audience): AudienceName {
  const name = enumCode(Audience, audience);
  return AUDIENCES.find((known) => known === name) ?? 'partners';
}
