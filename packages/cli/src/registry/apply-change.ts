import { userInfo } from 'node:os';
import { changeRegistryFile, type RegistryChange, type RegistryChangeResult } from '@waylight/access';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import {
  type RegistryFlags,
  registryFilePath,
  translateRegistryErrors,
  withRegistryFile,
} from './registry-file.ts';

export type RegistryChangeFlags = RegistryFlags & {
  readonly as?: string;
  readonly dryRun?: boolean;
  readonly format: DocumentFormat;
};

export function withRegistryChange(command: Command): Command {
  return withRegistryFile(command)
    .option(
      '--as <id>',
      'in the name of this lead or operator (default: the owner of the file, who may do all)',
    )
    .option('--dry-run', 'show the change, and write nothing')
    .addOption(documentFormatOption());
}

/** Writes the next version of the registry with this change, and prints the change. */
export async function applyRegistryChange(
  context: CommandContext,
  change: RegistryChange,
  flags: RegistryChangeFlags,
): Promise<ExitCode> {
  const file = registryFilePath(flags, context);
  const { as, dryRun: isDryRun = false } = flags;
  const account = userInfo().username;
  const result = await translateRegistryErrors(() =>
    changeRegistryFile({ file, change, as, account, now: new Date(), isDryRun }),
  );
  if (flags.format === 'json') context.printJson(result.line);
  printChange(context, file, result, isDryRun);
  return EXIT.ok;
}

function printChange(
  context: CommandContext,
  file: string,
  { line, hasGap }: RegistryChangeResult,
  isDryRun: boolean,
): void {
  if (hasGap)
    context.printMessage(
      'warning: the registry file was edited without this command after the last line of registry-audit.jsonl, or that line is unreadable',
    );
  const text = `version ${line.version} of ${file}: ${describeChange(line.change)}`;
  context.printMessage(isDryRun ? `would write ${text}. Nothing was written.` : text);
}

function describeChange(change: RegistryChange): string {
  switch (change.kind) {
    case 'organisation-added':
      return `${change.organisation.id} is added`;
    case 'organisation-suspended':
      return `${change.id} is suspended`;
    case 'organisation-reinstated':
      return `${change.id} is reinstated`;
    case 'authority-added':
      return `the authority ${change.authority.id} is added`;
    case 'officer-added':
      return `the data-protection officer ${change.officer.id} is added`;
    case 'authority-removed':
      return `the authority ${change.id} is removed`;
    case 'officer-removed':
      return `the data-protection officer ${change.id} is removed`;
    case 'certificate-revoked':
      return `the certificate ${change.revocation.fingerprint.slice(0, 11)}… of ${change.revocation.holder} is revoked`;
    default:
      return change satisfies never;
  }
}
