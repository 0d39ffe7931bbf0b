import type { Command } from 'commander';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export type DoctorFlags = {
  readonly envFile?: string;
  readonly data?: string;
  readonly backups?: string;
  readonly format: Format;
};

export function registerDoctor(program: Command, kit: Kit): void {
  program
    .command('doctor')
    .summary('what protects this machine, and what does not')
    .description(
      'Looks at the machine that it runs on: whether disks and swap are encrypted, who may read data and keys, whether keys lie apart from ' +
        'what they open, certificates, registry, clock, dumps of memory, old backups, and what the own credentials may ask of log and store. ' +
        'It opens no database. Run it as the user of the service, with the same variables; where none are set it looks at a trial.',
    )
    .option('--env-file <file>', 'the variables of the services, as for systemd: NAME=value, one a line')
    .option('--data <dir>', 'the folder of a trial (default: .waylight/region)')
    .option('--backups <dir>', 'where backups lie')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 all is well, 7 something needs attention, 3 something is wrong.\n\nExample:\n  npx waylight doctor --env-file /etc/waylight/intake.env --backups /srv/backups',
    )
    .action(
      kit.action(async (flags: DoctorFlags) => {
        const { runDoctor } = await import('../doctor/doctor.ts');
        return runDoctor(kit, flags);
      }),
    );
}
