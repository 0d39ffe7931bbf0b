import { type Credential, createAuthority, issueCertificate } from '@waylight/service-kit';

/** A certificate authority of a log or store. Its certificates name no organisation. */
export type TestAuthority = {
  /** Its certificate in PEM. */
  readonly certificate: string;
  /** A server certificate for localhost. */
  readonly issue: (
    commonName: string,
    usage: 'client' | 'server' | 'client-and-server',
  ) => Promise<Credential>;
};

const DAYS = 1;

export async function createTestAuthority(commonName: string): Promise<TestAuthority> {
  const now = new Date();
  const authority = await createAuthority({ commonName, days: DAYS, now });
  return {
    certificate: authority.certificate,
    issue: (name, usage) => {
      const hosts = usage === 'client' ? {} : { dns: ['localhost'], ip: ['127.0.0.1'] };
      return issueCertificate(authority, { commonName: name, usage, days: DAYS, now, ...hosts });
    },
  };
}
