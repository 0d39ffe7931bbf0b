import type { X509Certificate } from 'node:crypto';
import { daysLeft, WARN_DAYS } from '@waylight/service-kit';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';
import { AUTHORITY_NAMES, sortOfAuthority } from './authority-sort.ts';
import { type CertificateKind, findHolder, isServer, KIND_RULES } from './kinds.ts';

export type CertificateToExamine = {
  /** The file of the certificate. */
  readonly file: string;
  readonly certificate: X509Certificate;
  /** The kind that the certificate should have. */
  readonly expected: CertificateKind | undefined;
  /** Certificates of authorities, one of which should have issued it; undefined if it is not compared. */
  readonly authorities: readonly X509Certificate[] | undefined;
  readonly nowMs: number;
};

/** Examines whether a certificate will be accepted. */
export function examineCertificate(given: CertificateToExamine): Finding[] {
  const holder = findHolder(given.certificate);
  const findings = [
    examineHolder(given, holder?.kind, holder?.id),
    examineValidity(given.file, given.certificate, given.nowMs),
  ];
  const kind = holder?.kind ?? given.expected;
  if (kind !== undefined) findings.push(examineUsage(given, kind), ...examineNames(given, kind));
  if (given.authorities !== undefined) findings.push(examineAuthority(given, given.authorities, kind));
  return findings;
}

function examineHolder(
  { file, certificate, expected }: CertificateToExamine,
  kind: CertificateKind | undefined,
  id: string | undefined,
): Finding {
  if (kind === undefined)
    return wrong(
      'holder',
      file,
      `names no holder (subject ${certificate.subject})`,
      'issue a certificate: waylight certs issue',
    );
  const found = kind === 'log-broker' ? `a broker of the log (subject CN=${id})` : `${kind} ${id}`;
  return expected === undefined || expected === kind
    ? ok('holder', file, found)
    : wrong('holder', file, `is of ${found}, not of the kind ${expected}`, 'use the right file');
}

function examineValidity(
  file: string,
  { validFromDate, validToDate }: X509Certificate,
  nowMs: number,
): Finding {
  const ends = validToDate.toISOString().slice(0, 10);
  const left = daysLeft(validToDate.getTime(), nowMs);
  const renew = 'replace it: waylight certs renew';
  if (validFromDate.getTime() > nowMs)
    return wrong(
      'validity',
      file,
      `is valid only from ${validFromDate.toISOString()}`,
      'check the clocks of this machine and of the authority',
    );
  if (left < 0) return wrong('validity', file, `expired on ${ends}`, renew);
  const valid = `valid until ${ends}, ${Math.floor(left)} days`;
  return left < WARN_DAYS ? attention('validity', file, valid, renew) : ok('validity', file, valid);
}

const PURPOSES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;
const NAMES = { server: 'TLS server', client: 'TLS client' } as const;

function examineUsage(
  { file, certificate: { keyUsage } }: CertificateToExamine,
  kind: CertificateKind,
): Finding {
  const { usage } = KIND_RULES[kind];
  const needed = usage === 'client-and-server' ? (['server', 'client'] as const) : [usage];
  // A certificate without this extension is valid for every purpose.
  const missing = keyUsage === undefined ? [] : needed.filter((one) => !keyUsage.includes(PURPOSES[one]));
  return missing.length === 0
    ? ok('usage', file, needed.map((one) => NAMES[one]).join(' and '))
    : wrong(
        'usage',
        file,
        `is not valid as ${missing.map((one) => NAMES[one]).join(' and ')}, which a ${kind} needs`,
        'issue another certificate: waylight certs issue',
      );
}

function examineNames({ file, certificate }: CertificateToExamine, kind: CertificateKind): Finding[] {
  if (!isServer(kind)) return [];
  const names = (certificate.subjectAltName ?? '')
    .split(', ')
    .filter((name) => /^(DNS|IP Address):/.test(name));
  return [
    names.length > 0
      ? ok('names', file, names.join(', '))
      : wrong(
          'names',
          file,
          'contains no host name, so no client connects',
          'issue another certificate, with --dns or --ip',
        ),
  ];
}

function examineAuthority(
  { file, certificate, nowMs }: CertificateToExamine,
  authorities: readonly X509Certificate[],
  kind: CertificateKind | undefined,
): Finding {
  const issuer = authorities.find(
    (one) => one.ca && certificate.checkIssued(one) && certificate.verify(one.publicKey),
  );
  if (issuer === undefined)
    return wrong(
      'authority',
      file,
      `was issued by another authority (issuer ${certificate.issuer})`,
      'use the certificate of the right authority, or issue the certificate again',
    );
  if (issuer.validToDate.getTime() < nowMs)
    return wrong(
      'authority',
      file,
      `its authority expired on ${issuer.validToDate.toISOString().slice(0, 10)}`,
      'create a new authority, and issue all certificates again',
    );
  if (kind !== undefined && isOfOtherSort(issuer, kind))
    return wrong(
      'authority',
      file,
      `was issued by ${issuer.subject}, which must not issue a ${kind} certificate`,
      `issue it with CN=${AUTHORITY_NAMES[KIND_RULES[kind].authority]}`,
    );
  return ok('authority', file, `issued by ${issuer.subject}`);
}

/** An authority of another name may be one of the operator's own. */
const isOfOtherSort = (issuer: X509Certificate, kind: CertificateKind): boolean =>
  Object.values(AUTHORITY_NAMES).some((name) => issuer.subject === `CN=${name}`) &&
  sortOfAuthority(issuer) !== KIND_RULES[kind].authority;
