import { type Command, Option } from 'commander';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export type RegistryFlags = { readonly file?: string; readonly data?: string };
export type RegistryListFlags = RegistryFlags & { readonly format: Format };
export type RegistryChangeFlags = RegistryFlags & {
  readonly as?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};
export type AddOrganisationFlags = RegistryChangeFlags & {
  readonly name: string;
  readonly countries: string;
  readonly role: string;
  readonly attribution?: string;
};

export type AddAuthorityFlags = RegistryChangeFlags & { readonly name: string; readonly country: string };
export type AddOfficerFlags = RegistryChangeFlags & {
  readonly organisation?: string;
  readonly country?: string;
};

export function registerRegistry(program: Command, kit: Kit): void {
  const registry = program
    .command('registry')
    .summary('who may report and read: list, show, add, suspend, reinstate, remove')
    .description(
      'Reads and changes a registry file. Nobody is asked: it takes no region. Each change makes the next version, which running ' +
        'services take within seconds, and leaves a line in registry-audit.jsonl beside the file.',
    )
    .addHelpText('after', '\nExample:\n  npx waylight registry list');
  withFile(registry.command('list'))
    .description(
      'Lists all organisations with their nodes, roles and status; then authorities, officers and operators.',
    )
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight registry list --format csv')
    .action(
      kit.action(async (flags: RegistryListFlags) => {
        const { listOrganisations } = await import('../registry/list.ts');
        return listOrganisations(kit, flags);
      }),
    );
  withFile(registry.command('show <id>'))
    .description(
      'Prints what the registry holds of one organisation, authority or data-protection officer, and its certificates that are ' +
        'revoked, as JSON.',
    )
    .addHelpText('after', '\nExample:\n  npx waylight registry show MYLA')
    .action(
      kit.action(async (id: string, flags: RegistryFlags) => {
        const { showRegistryEntry } = await import('../registry/list.ts');
        return showRegistryEntry(kit, id, flags);
      }),
    );
  withChange(registry.command('add-organisation <id>'))
    .description(
      'Adds an organisation, under a number that nobody ever had. It can report when each of its nodes has a key for it, and it has ' +
        'a certificate; a trial makes both at its next start.',
    )
    .requiredOption('--name <name>', 'its name, as people read it')
    .requiredOption('--countries <cc,…>', 'nodes that take its reports')
    .addOption(
      new Option('--role <role>', 'its role').choices(['lead', 'regional', 'network']).default('network'),
    )
    .option('--attribution <text>', 'makes it a public source; what must stand beside the numbers')
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight registry add-organisation LEGIS --name Legis --countries MK --as MYLA --dry-run',
    )
    .action(
      kit.action(async (id: string, flags: AddOrganisationFlags) => {
        const { addOrganisation } = await import('../registry/change-registry.ts');
        return addOrganisation(kit, id, flags);
      }),
    );
  registerPeople(registry, kit);
  for (const [name, kind, what] of [
    [
      'suspend',
      'organisation-suspended',
      'Refuses an organisation everywhere, with all of its certificates.',
    ],
    ['reinstate', 'organisation-reinstated', 'Lets an organisation in again that was suspended.'],
  ] as const)
    withChange(registry.command(`${name} <id>`))
      .description(
        `${what} A lead may do so for network organisations of its own country, an operator for all.`,
      )
      .addHelpText('after', `\nExample:\n  npx waylight registry ${name} SIM-MK-1 --as MYLA --dry-run`)
      .action(
        kit.action(async (id: string, flags: RegistryChangeFlags) => {
          const { applyRegistryChange } = await import('../registry/change-registry.ts');
          return applyRegistryChange(kit, { kind, id }, flags);
        }),
      );
}

/** Whoever is no organisation: operators alone add and take them out. */
function registerPeople(registry: Command, kit: Kit): void {
  withChange(registry.command('add-authority <id>'))
    .description('Adds an authority: it reads what members released to authorities, and nothing else.')
    .requiredOption('--name <name>', 'its name, as people read it')
    .requiredOption('--country <cc>', 'whose authority it is')
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight registry add-authority asylum-mk --name "Department for Asylum" --country MK --dry-run',
    )
    .action(
      kit.action(async (id: string, flags: AddAuthorityFlags) => {
        const { addAuthority } = await import('../registry/change-registry.ts');
        return addAuthority(kit, id, flags);
      }),
    );
  withChange(registry.command('add-officer <id>'))
    .description(
      'Adds a data-protection officer, of an organisation or of a country: they look into audits, and see no report and no count.',
    )
    .option('--organisation <org>', 'whose officer it is')
    .option('--country <cc>', "or the country's whose officer it is")
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight registry add-officer dpo-myla --organisation MYLA --dry-run',
    )
    .action(
      kit.action(async (id: string, flags: AddOfficerFlags) => {
        const { addOfficer } = await import('../registry/change-registry.ts');
        return addOfficer(kit, id, flags);
      }),
    );
  for (const [who, kind] of [
    ['authority', 'authority-removed'],
    ['officer', 'officer-removed'],
  ] as const)
    withChange(registry.command(`remove-${who} <id>`))
      .description(
        `Takes an ${who} out. Revoke its certificates too: they would open again for whoever is added under the same id.`,
      )
      .addHelpText('after', `\nExample:\n  npx waylight registry remove-${who} trial-mk --dry-run`)
      .action(
        kit.action(async (id: string, flags: RegistryChangeFlags) => {
          const { applyRegistryChange } = await import('../registry/change-registry.ts');
          return applyRegistryChange(kit, { kind, id }, flags);
        }),
      );
}

function withFile(command: Command): Command {
  return command
    .option('--file <file>', "the registry file (default: the trial's)")
    .option('--data <dir>', 'where the trial keeps registry.json (default: .waylight/region)');
}

function withChange(command: Command): Command {
  return withFile(command)
    .option(
      '--as <id>',
      'in whose name: a lead, or an operator (default: whoever holds the file, who may do all)',
    )
    .option('--dry-run', 'say what would be done, and write nothing')
    .option('--json', 'print the line of the audit as JSON');
}
