import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type Credential,
  issueCertificate,
  signCertificateRequest,
  writeCertificate,
  writeCredential,
} from '@waylight/service-kit';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { usageFailure } from '../failure.ts';
import {
  type AuthorityFlags,
  type CertificateKind,
  certificateFolder,
  certificateUri,
} from './authority-folder.ts';

export type IssueFlags = AuthorityFlags & { readonly days: string; readonly request?: string };

export function withIssueFlags(command: Command): Command {
  return command
    .option(
      '--request <file>',
      'a request (PKCS#10, PEM) of an EC P-256 key, which stays with its holder; the names in it are ignored',
    )
    .option('--days <n>', 'validity in days, 1 to 3650', '365');
}

/** DNS names and IP addresses of a service. */
export type ServiceNames = { readonly dns: readonly string[]; readonly ip: readonly string[] };

type IssueParameters = {
  readonly dir: string;
  readonly authority: Credential;
  readonly kind: CertificateKind;
  readonly id: string;
  readonly days: number;
  readonly names: ServiceNames;
  /** A request in PEM. Without a request, a key is created and written too. */
  readonly request: string | undefined;
};

/** Signs a certificate and writes it, with its key if there is no request. */
export async function writeNewCertificate(
  context: Pick<CommandContext, 'printMessage'>,
  { dir, authority, kind, id, days, names, request }: IssueParameters,
): Promise<void> {
  const usage = kind === 'service' ? 'server' : 'client';
  const subject = { commonName: id, uri: certificateUri(kind, id), ...names };
  const options = { ...subject, usage, days, now: new Date() } as const;
  const folder = certificateFolder(dir, kind);
  if (request === undefined) {
    const paths = await writeCredential(folder, id, await issueCertificate(authority, options));
    context.printMessage(
      `wrote ${paths.certificate} and its key ${paths.key}, valid for ${days} days at most`,
    );
    return;
  }
  const certificate = await signCertificateRequest(authority, request, options);
  if (certificate === undefined)
    throw usageFailure('--request is not a PKCS#10 request in PEM with the signature of an EC P-256 key');
  const file = await writeCertificate(folder, id, certificate);
  context.printMessage(`wrote ${file}, valid for ${days} days at most`);
}

export async function readRequest(
  { request }: IssueFlags,
  { cwd }: Pick<CommandContext, 'cwd'>,
): Promise<string | undefined> {
  if (request === undefined) return undefined;
  return readFile(resolve(cwd, request), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read ${request} (${error.code})`);
  });
}
