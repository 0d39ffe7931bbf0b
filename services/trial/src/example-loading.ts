import { X509Certificate } from 'node:crypto';
import { organisationUri } from '@waylight/access';
import type { ExampleLoad } from '@waylight/insights';
import {
  type BeforeCall,
  type Credential,
  issueCertificate,
  RpcError,
  readAuthority,
} from '@waylight/service-kit';
import type { Layout } from './layout.ts';

/** The load of the example data, as services see it. */
export type ExampleLoading = {
  /** Undefined after the end. */
  readonly current: () => ExampleLoad | undefined;
  /** Refuses calls of everybody but the example's senders, because the clocks of nodes are in the past. */
  readonly beforeCall: BeforeCall;
  /** A certificate for the example's senders, which stays in memory. */
  readonly credentialOf: (organisation: string) => Promise<Credential>;
  /** Everything until this day is loaded and released. */
  readonly releasedUntil: (day: number) => void;
  readonly end: () => void;
};

export type ExampleDays = { readonly firstDay: number; readonly lastDay: number };

/** Time to load a week on two cores. It only matters until some weeks are loaded. */
const USUAL_WEEK_MS = 200;

/** Nodes would log a warning about a certificate that expires soon. */
const SENDER_DAYS = 365;

export function createExampleLoading(
  { certs }: Pick<Layout, 'certs'>,
  { firstDay, lastDay }: ExampleDays,
  now: () => number = () => performance.now(),
): ExampleLoading {
  const senders = new Set<string>();
  const startedMs = now();
  const weeksUntil = (day: number) => Math.floor((day - firstDay) / 7);
  const ofWeeks = weeksUntil(lastDay);
  let weeks = 0;
  let endMs = startedMs + ofWeeks * USUAL_WEEK_MS;
  let isLoaded = false;
  const current = (): ExampleLoad | undefined =>
    isLoaded ? undefined : { weeks, ofWeeks, secondsLeft: Math.max(1, Math.ceil((endMs - now()) / 1_000)) };
  return {
    current,
    beforeCall: ({ caller }) => {
      const load = current();
      if (load === undefined || senders.has(caller?.fingerprint ?? '')) return;
      throw new RpcError(
        'UNAVAILABLE',
        `the example data is loading: ${load.weeks} of ${load.ofWeeks} weeks are loaded`,
        [{ type: 'retryInfo', retryAfterMs: load.secondsLeft * 1_000 }],
      );
    },
    credentialOf: async (organisation) => {
      const credential = await issueCertificate(await readAuthority(certs), {
        commonName: organisation,
        uri: organisationUri(organisation),
        usage: 'client',
        days: SENDER_DAYS,
        now: new Date(),
      });
      senders.add(new X509Certificate(credential.certificate).fingerprint256);
      return credential;
    },
    releasedUntil: (day) => {
      weeks = weeksUntil(day);
      const left = 1 - weeks / ofWeeks;
      // The time left is `left` of the whole load. Its usual time counts the less, the more weeks are loaded.
      const usualMs = ofWeeks * USUAL_WEEK_MS;
      endMs = now() + left * (left * usualMs + (now() - startedMs));
    },
    end: () => {
      isLoaded = true;
    },
  };
}
