import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Option } from 'commander';
import { examineCertificate } from '../../certs/examine-certificate.ts';
import { CERTIFICATE_KINDS, type CertificateKind } from '../../certs/kinds.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { usageFailure } from '../../failure.ts';
import { printFindings } from '../../installation/print-findings.ts';
import { type Format, formatOption } from '../../options.ts';

type CheckFlags = { readonly for?: CertificateKind; readonly ca?: string; readonly format: Format };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints the holder, kind, expiry and host names of a certificate, and checks that they fit each other. With --ca it also ' +
        'checks that this authority issued it.',
    )
    .argument('<file>', 'the certificate (PEM); of several, the first')
    .addOption(new Option('--for <kind>', 'the kind that it should have').choices(CERTIFICATE_KINDS))
    .option('--ca <file>', "the authority's certificate, ca.crt; it may contain several")
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 7 attention (under 30 days), 3 wrong.\n\nExample:\n  waylight certs check kafka.crt --for log-client --ca kafka-ca.crt',
    )
    .action(context.action((file: string, flags: CheckFlags) => checkFile(context, file, flags)));
};

async function checkFile(context: CommandContext, file: string, flags: CheckFlags): Promise<ExitCode> {
  const [certificate] = await readCertificates(context, file);
  if (certificate === undefined) throw usageFailure(`${file} contains no certificate in PEM form`);
  const authorities = flags.ca === undefined ? undefined : await readCertificates(context, flags.ca);
  if (authorities?.length === 0) throw usageFailure(`--ca: ${flags.ca} contains no certificate in PEM form`);
  const findings = examineCertificate({
    file,
    certificate,
    expected: flags.for,
    authorities,
    nowMs: Date.now(),
  });
  if (authorities === undefined)
    context.printMessage(
      'The issuer was not checked: name the certificate of the authority with --ca ca.crt',
    );
  return printFindings(context, flags.format, findings);
}

async function readCertificates({ cwd }: CommandContext, file: string): Promise<X509Certificate[]> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read ${file} (${error.code})`);
  });
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw usageFailure(`${file} contains a damaged certificate: copy the file again`);
  }
}
