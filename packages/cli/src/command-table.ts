import type { DefineCommand } from './command-context.ts';

/** A command, and the module that adds its flags and its action. Only the modules of commands that are used are loaded. */
export type CommandEntry = readonly [
  name: string,
  summary: string,
  load: () => Promise<{ readonly define: DefineCommand }>,
];

/** A command with subcommands. */
export type CommandGroup = {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly example?: string;
  readonly subcommands: readonly CommandEntry[];
};

/** Every command of `waylight`, by who uses it. */
export const COMMANDS: readonly (readonly [
  heading: string,
  commands: readonly (CommandEntry | CommandGroup)[],
])[] = [
  [
    'For reporters:',
    [
      ['report', 'send a report, or a list of reports', () => import('./commands/report.ts')],
      ['revise', 'replace a report by a later version', () => import('./commands/revise.ts')],
      ['retract', 'end a report, which then no longer counts', () => import('./commands/retract.ts')],
      {
        name: 'consent',
        summary: 'withdraw a consent, or share a report less widely',
        description:
          'Carries out the request of a person who consented to a report. It needs only the id of the report.',
        example: 'waylight consent withdraw MK-1 --country MK',
        subcommands: [
          [
            'withdraw',
            'end a report whose consent was withdrawn',
            () => import('./commands/consent/withdraw.ts'),
          ],
          ['narrow', 'share a report less widely', () => import('./commands/consent/narrow.ts')],
        ],
      },
      ['receipt', 'print the state of a report', () => import('./commands/receipt.ts')],
      ['reports', "list the organisation's own reports", () => import('./commands/reports.ts')],
      [
        'activity',
        "send a record of the organisation's activity in a period",
        () => import('./commands/activity.ts'),
      ],
      ['import', 'send a table: CSV or XLSX', () => import('./commands/import.ts')],
      ['template', 'create a spreadsheet to fill in', () => import('./commands/template.ts')],
      ['codes', 'print the code lists for reports', () => import('./commands/codes.ts')],
    ],
  ],
  [
    'For analysts:',
    [
      [
        'trends',
        'print counts of the public record, of released tables, or of own reports',
        () => import('./commands/trends.ts'),
      ],
      [
        'changes',
        'print what changed since the month before, or since the year before',
        () => import('./commands/changes.ts'),
      ],
      [
        'completeness',
        'print how many organisations sent activity reports, by country and month',
        () => import('./commands/completeness.ts'),
      ],
      [
        'status',
        'print the last contact with each node, and the releases',
        () => import('./commands/status.ts'),
      ],
    ],
  ],
  [
    'For operators:',
    [
      {
        name: 'node',
        summary: "set up a country's node: init, add, accept, renew",
        description: "Sets up a country's node: init and accept on its machine, add on the region's.",
        example: 'sudo waylight node init --country MK --host mk.example.org',
        subcommands: [
          ['init', "prepare this machine for a country's node", () => import('./commands/node/init.ts')],
          [
            'add',
            'add a node to the region, or renew its certificates',
            () => import('./commands/node/add.ts'),
          ],
          ['accept', "install the region's answer", () => import('./commands/node/accept.ts')],
          ['renew', 'request new certificates', () => import('./commands/node/renew.ts')],
        ],
      },
      {
        name: 'region',
        summary: 'set up the machine of the region: init, renew',
        description: 'Sets up the machine of the region.',
        example: 'sudo waylight region init --host region.example.org',
        subcommands: [
          ['init', 'prepare this machine for the region', () => import('./commands/region/init.ts')],
          [
            'renew',
            "replace the certificates of the region's services",
            () => import('./commands/region/renew.ts'),
          ],
        ],
      },
      {
        name: 'secrets',
        summary: 'copy all key files of a machine, encrypted',
        description:
          'Copies the key files of a node or of the region in one encrypted file: for a copy on another medium, or for a new machine. ' +
          'Works offline, and prints no key.',
        example: 'sudo waylight secrets export --to age1… --out node-MK-keys.age',
        subcommands: [
          [
            'export',
            'encrypt all key files of this machine into one file',
            () => import('./commands/secrets/export.ts'),
          ],
          [
            'import',
            'write the key files of an encrypted file',
            () => import('./commands/secrets/import.ts'),
          ],
        ],
      },
      ['up', "start or update this machine's node or region", () => import('./commands/up.ts')],
      ['upgrade', 'upgrade this machine, after a backup', () => import('./commands/upgrade.ts')],
      [
        'rebuild',
        'count everything again from the log, compare, and swap',
        () => import('./commands/rebuild.ts'),
      ],
      ['dead-letters', 'list messages that could not be counted', () => import('./commands/dead-letters.ts')],
      {
        name: 'release',
        summary: 'the release plan, releases, approvals, and publication',
        description:
          'The release plan, the releases, the approvals of members for authorities and the public, and the periods that are due.',
        example: 'waylight release plan',
        subcommands: [
          ['plan', 'explain the release plan', () => import('./commands/release/plan.ts')],
          ['list', 'list releases', () => import('./commands/release/list.ts')],
          ['show', 'print a release as a table', () => import('./commands/release/show.ts')],
          ['export', 'print a release as signed JSON', () => import('./commands/release/export.ts')],
          ['verify', 'verify an exported release offline', () => import('./commands/release/verify.ts')],
          ['request', 'request the approval of all members', () => import('./commands/release/request.ts')],
          ['approve', 'approve a release', () => import('./commands/release/approve.ts')],
          ['object', 'object to a release', () => import('./commands/release/object.ts')],
          [
            'withdraw',
            'withdraw a request, an approval or a release',
            () => import('./commands/release/withdraw.ts'),
          ],
          [
            'delegate',
            'delegate your approval to another member',
            () => import('./commands/release/delegate.ts'),
          ],
          ['approvals', 'print the state of approvals', () => import('./commands/release/approvals.ts')],
          ['keys', 'print the public keys of release signatures', () => import('./commands/release/keys.ts')],
          ['preview', 'print the releases of due periods', () => import('./commands/release/preview.ts')],
          ['publish', 'publish the releases of due periods', () => import('./commands/release/publish.ts')],
        ],
      },
      {
        name: 'topics',
        summary: 'topics and access rules of the event log: plan, apply, revoke',
        description: "The event log's topics, and the access rules on them, as Kafka's administrator.",
        example: 'waylight topics plan --env-file /srv/waylight/kafka.env',
        subcommands: [
          [
            'plan',
            'compare topics and access rules of Kafka with the desired ones',
            () => import('./commands/topics/plan.ts'),
          ],
          ['apply', 'create missing topics and access rules', () => import('./commands/topics/apply.ts')],
          [
            'revoke',
            'exclude a node from the event log at once',
            () => import('./commands/topics/revoke.ts'),
          ],
        ],
      },
      {
        name: 'registry',
        summary: 'organisations, authorities and officers: list, show, add, suspend, reinstate, remove',
        description:
          'Reads and changes a registry file. Each change writes the next version, which running services read within seconds, ' +
          'and adds a line to registry-audit.jsonl in the same folder. Works offline.',
        example: 'waylight registry list',
        subcommands: [
          ['list', 'list organisations', () => import('./commands/registry/list.ts')],
          ['show', 'print one entry', () => import('./commands/registry/show.ts')],
          [
            'add-organisation',
            'add an organisation',
            () => import('./commands/registry/add-organisation.ts'),
          ],
          ['add-authority', 'add an authority', () => import('./commands/registry/add-authority.ts')],
          [
            'add-officer',
            'add a data-protection officer',
            () => import('./commands/registry/add-officer.ts'),
          ],
          ['remove-authority', 'remove an authority', () => import('./commands/registry/change-by-id.ts')],
          [
            'remove-officer',
            'remove a data-protection officer',
            () => import('./commands/registry/change-by-id.ts'),
          ],
          ['suspend', 'suspend an organisation', () => import('./commands/registry/change-by-id.ts')],
          [
            'reinstate',
            'reinstate a suspended organisation',
            () => import('./commands/registry/change-by-id.ts'),
          ],
        ],
      },
      {
        name: 'certs',
        summary: 'certificates of a small deployment: issue, list, check, renew, revoke',
        description:
          'Manages a small certificate authority in a folder: its certificate and key (ca.crt, ca.key), and the certificates that it ' +
          'issued. A key is written to a file that only its owner may read, and never printed. Works offline.',
        example: 'waylight certs list',
        subcommands: [
          ['issue', 'create a certificate', () => import('./commands/certs/issue.ts')],
          ['list', 'list certificates', () => import('./commands/certs/list.ts')],
          ['check', 'check one certificate', () => import('./commands/certs/check.ts')],
          ['renew', 'replace a certificate', () => import('./commands/certs/renew.ts')],
          ['revoke', 'revoke the certificates of a holder', () => import('./commands/certs/revoke.ts')],
        ],
      },
      {
        name: 'keys',
        summary: "a node's keys: show fingerprints, share, accept, add an organisation's",
        description:
          'Manages the keys file of a node on this machine. Nodes share the reference keys of organisations that report in several countries: one node creates and encrypts them, the region carries the file, and operators compare fingerprints by telephone. No command prints a key.',
        example: 'waylight keys show --dir /srv/waylight',
        subcommands: [
          ['show', 'print fingerprints, to compare by telephone', () => import('./commands/keys/show.ts')],
          [
            'share',
            'encrypt the keys that nodes share for the other nodes',
            () => import('./commands/keys/share.ts'),
          ],
          ['accept', 'add the keys that another node shares', () => import('./commands/keys/accept.ts')],
          [
            'add-organisation',
            'create the key of an organisation of this country',
            () => import('./commands/keys/add-organisation.ts'),
          ],
        ],
      },
      {
        name: 'audit',
        summary: 'the audit of a service: a chain that shows later changes',
        description: "Reads a service's audit: actor, action and time, never the content of a report.",
        subcommands: [
          ['show', "list a service's audit", () => import('./commands/audit/show.ts')],
          ['verify', 'check an audit for later changes', () => import('./commands/audit/verify.ts')],
          [
            'retention',
            'list retention periods, and what was removed',
            () => import('./commands/audit/retention.ts'),
          ],
        ],
      },
      [
        'backup',
        "store a service's backup in a repository, and prove it",
        () => import('./commands/backup.ts'),
      ],
      ['restore', 'check a backup of a service, or restore it', () => import('./commands/restore.ts')],
      [
        'doctor',
        'check how this machine protects data and keys, and whether its services work',
        () => import('./commands/doctor.ts'),
      ],
    ],
  ],
];
