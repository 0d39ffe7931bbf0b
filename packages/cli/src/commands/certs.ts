import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineCheck } from './certs/check.ts';
import { defineIssue } from './certs/issue.ts';
import { defineList } from './certs/list.ts';
import { defineRenew } from './certs/renew.ts';
import { defineRevoke } from './certs/revoke.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['issue', 'create a certificate', defineIssue],
  ['list', 'list certificates', defineList],
  ['check', 'check one certificate', defineCheck],
  ['renew', 'replace a certificate', defineRenew],
  ['revoke', 'revoke the certificates of a holder', defineRevoke],
];

export const defineCerts: DefineCommand = (command, context) => {
  command
    .description(
      'Manages a small certificate authority in a folder: its certificate and key (ca.crt, ca.key), and the certificates that it ' +
        'issued. A key is written to a file that only its owner may read, and never printed. Works offline.',
    )
    .addHelpText('after', '\nExample:\n  waylight certs list');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
