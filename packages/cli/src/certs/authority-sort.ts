import { X509Certificate } from 'node:crypto';
import { refusedFailure } from '../failure.ts';
import { type AuthoritySort, type CertificateKind, KIND_RULES } from './kinds.ts';

/** Common names of new authorities. An authority of the log is recognised by its name. */
export const AUTHORITY_NAMES: Readonly<Record<AuthoritySort, string>> = {
  region: 'Waylight authority',
  log: 'Waylight log authority',
};

/** The sort of an authority, by the common name of its certificate. Every other authority is one of a region. */
export function sortOfAuthority({ subject }: Pick<X509Certificate, 'subject'>): AuthoritySort {
  return subject === `CN=${AUTHORITY_NAMES.log}` ? 'log' : 'region';
}

/** @throws CommandFailure if the authority (PEM) must not issue certificates of this kind. */
export function requireAuthorityFor(kind: CertificateKind, authority: string, folder: string): void {
  const certificate = new X509Certificate(authority);
  const { authority: wanted } = KIND_RULES[kind];
  if (sortOfAuthority(certificate) === wanted) return;
  const whose = `The certificate in ${folder} has the subject ${certificate.subject}.`;
  if (wanted === 'log')
    throw refusedFailure(
      `only an authority of the log may issue a ${kind} certificate`,
      `${whose} That of the log is CN=${AUTHORITY_NAMES.log}: name its folder with --ca.`,
      'The first time, create it in an empty folder: --ca log-ca --new-authority',
    );
  throw refusedFailure(
    `the authority of the log may not issue a ${kind} certificate`,
    `${whose} Name the folder of the region's authority with --ca.`,
  );
}
