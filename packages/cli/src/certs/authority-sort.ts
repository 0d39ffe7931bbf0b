import { X509Certificate } from 'node:crypto';
import { refusedFailure } from '../failure.ts';
import { type AuthoritySort, type CertificateKind, KIND_RULES } from './kinds.ts';

/** Common names of new authorities. Those of the log and of browsers are recognised by their names. */
export const AUTHORITY_NAMES: Readonly<Record<AuthoritySort, string>> = {
  region: 'Waylight authority',
  log: 'Waylight log authority',
  browser: 'Waylight browser authority',
};

const SORT_NAMES: Readonly<Record<AuthoritySort, string>> = {
  region: 'the region',
  log: 'the log',
  browser: 'browsers',
};

/** The sort of an authority, by the common name of its certificate. Every other authority is one of a region. */
export function sortOfAuthority({ subject }: Pick<X509Certificate, 'subject'>): AuthoritySort {
  return (['log', 'browser'] as const).find((sort) => subject === `CN=${AUTHORITY_NAMES[sort]}`) ?? 'region';
}

/** @throws CommandFailure if the authority (PEM) must not issue certificates of this kind. */
export function requireAuthorityFor(kind: CertificateKind, authority: string, folder: string): void {
  const certificate = new X509Certificate(authority);
  const { authority: wanted } = KIND_RULES[kind];
  const found = sortOfAuthority(certificate);
  if (found === wanted) return;
  const whose = `The certificate in ${folder} has the subject ${certificate.subject}.`;
  if (wanted === 'region')
    throw refusedFailure(
      `the authority of ${SORT_NAMES[found]} may not issue a ${kind} certificate`,
      `${whose} Name the folder of the region's authority with --ca.`,
    );
  throw refusedFailure(
    `only an authority of ${SORT_NAMES[wanted]} may issue a ${kind} certificate`,
    `${whose} That of ${SORT_NAMES[wanted]} is CN=${AUTHORITY_NAMES[wanted]}: name its folder with --ca.`,
    `The first time, create it in an empty folder: --ca ${wanted}-ca --new-authority${wanted === 'browser' ? ' --permit HOSTS' : ''}`,
  );
}
