import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { operatorUri, parseRegistry } from '@waylight/access';
import {
  authorityLayout,
  formatVariables,
  REGION_PARTS,
  REGION_PORTS,
  type RegionLayout,
  regionLayout,
  regionSettings,
  regionVariables,
  servicesOf,
} from '@waylight/deployment';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { createAuthority, issueCertificate, writeCredential } from '@waylight/service-kit';
import { Option } from 'commander';
import { certificateFolder } from '../../certs/authority-folder.ts';
import { AUTHORITY_NAMES } from '../../certs/authority-sort.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { composeFileNames, writeComposeFiles } from '../../machine/compose-files.ts';
import { type DirFlags, folderOf, requireHost, withDir } from '../../machine/dir-flag.ts';
import {
  makePrivateFolder,
  makePublicFolder,
  type Owner,
  ownUser,
  serviceOwner,
  writePublic,
} from '../../machine/machine-files.ts';
import { formatProxySettings, PROXY_TLS, type ProxyTls } from '../../machine/proxy-settings.ts';
import { writeRegionCertificates } from '../../machine/region-certificates.ts';
import { writeRegionSecrets } from '../../machine/region-secrets.ts';
import { readShipped, readVersion } from '../../machine/shipped-files.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';
import { type ExamineFlags, examineHost } from '../../preflight/examine-host.ts';
import { REGION_NEEDS } from '../../preflight/preflight.ts';

type InitFlags = DirFlags &
  ExamineFlags & {
    readonly host: string;
    readonly registry?: string;
    readonly tls: ProxyTls;
    readonly dryRun?: true;
    readonly format: DocumentFormat;
  };

const AUTHORITY_DAYS = 3_650;
const CERTIFICATE_DAYS = 365;

export const define: DefineCommand = (command, context) => {
  withDir(
    command.description(
      'Prepares this machine for the region: Kafka, Redis, aggregation, insights, a proxy and Prometheus, in containers. Checks it first, ' +
        'without any change; then creates folders, both certificate authorities, certificates, users of Redis, release secret and ' +
        'signing key.',
    ),
    'region',
  )
    .requiredOption('--host <name>', 'name or address at which nodes and browsers reach the region')
    .option(
      '--registry <file>',
      "the region's registry (default: the shipped one, without simulated organisations)",
    )
    .addOption(
      new Option(
        '--tls <from>',
        "where the website's certificate comes from: a public authority over port 80, an own one that browsers warn of, or your files",
      )
        .choices(PROXY_TLS)
        .default('public'),
    )
    .option('--force', 'continue although a check found something wrong')
    .option('--dry-run', 'only check this machine')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  sudo waylight region init --host region.example.org')
    .action(context.action((flags: InitFlags) => initRegion(context, flags)));
};

async function initRegion(context: CommandContext, flags: InitFlags): Promise<ExitCode> {
  const host = requireHost(flags.host);
  const layout = regionLayout(folderOf(flags, context));
  if (existsSync(layout.dir) && (await readdir(layout.dir)).length > 0)
    throw refusedFailure(
      `${layout.dir} is not empty, and nothing was changed`,
      'A second authority would make all certificates worthless. Use an empty folder, or waylight up for the region in this one.',
    );
  const registry = await readRegistryText(context, flags.registry);
  const needs = { ...REGION_NEEDS, ports: REGION_PORTS };
  const findings = await examineHost(context, layout.dir, needs, flags);
  if (flags.dryRun === true) {
    if (flags.format === 'json') context.printJson({ outcome: 'checked', findings });
    else context.print('Nothing was changed.');
    return EXIT.ok;
  }
  const owner = serviceOwner();
  await makeFolders(layout, owner);
  await writePublic(layout.registry, registry);
  // Nothing is released of the time before the region existed.
  const plan = { ...DEFAULT_RELEASE_PLAN, from: new Date().toISOString().slice(0, 7) };
  await writePublic(layout.plan, `${JSON.stringify(plan, null, 2)}\n`);
  await writePublic(layout.proxySettings, formatProxySettings(host, flags.tls, layout.keysOf('proxy')));
  const operators = await createAuthorities(layout, host, registry, owner);
  await writeRegionSecrets(layout, owner, new Date());
  await writeComposeFiles(layout.dir, 'region');
  const variables = (file: string, content: Readonly<Record<string, string>>) =>
    writePublic(file, formatVariables(content, 'By waylight region init'));
  for (const service of servicesOf('region'))
    await variables(
      layout.serviceFiles(service.name).variables,
      regionVariables(service, layout, `https://${host}`),
    );
  // Written last: a folder without it was not prepared completely.
  const machine = { dir: layout.dir, version: await readVersion(), user: `${owner.uid}:${owner.gid}` };
  await variables(
    layout.settings,
    regionSettings(machine, { host, composeFiles: composeFileNames('region') }),
  );
  if (flags.format === 'json') context.printJson({ outcome: 'prepared', dir: layout.dir, operators });
  else context.print(describePrepared(layout, operators).join('\n'));
  return EXIT.ok;
}

async function makeFolders(layout: RegionLayout, owner: Owner): Promise<void> {
  await makePublicFolder(layout.dir);
  await makePublicFolder(layout.config);
  for (const folder of [layout.keys, layout.data]) await makePrivateFolder(folder, owner);
  for (const folder of [layout.nodes, layout.authority]) await makePrivateFolder(folder, ownUser());
  for (const part of REGION_PARTS)
    for (const folder of [layout.keysOf(part), layout.dataOf(part)]) await makePrivateFolder(folder, owner);
}

/** Creates both authorities, certificates of the services, and those of the operators. Returns the folder of the latter. */
async function createAuthorities(
  layout: RegionLayout,
  host: string,
  registry: string,
  owner: Owner,
): Promise<string> {
  const now = new Date();
  const create = (commonName: string) => createAuthority({ commonName, days: AUTHORITY_DAYS, now });
  const [ca, logCa] = [await create(AUTHORITY_NAMES.region), await create(AUTHORITY_NAMES.log)];
  const folders = authorityLayout(layout.authority);
  await writeCredential(folders.ca, 'ca', ca);
  await writeCredential(folders.logCa, 'ca', logCa);
  await writePublic(layout.ca, ca.certificate);
  await writePublic(layout.kafkaCa, logCa.certificate);
  await writeRegionCertificates(layout, { ca, logCa }, host, owner);
  const client = { usage: 'client', days: CERTIFICATE_DAYS, now } as const;
  const administrator = await issueCertificate(logCa, { commonName: 'waylight-kafka-admin', ...client });
  await writeCredential(certificateFolder(folders.logCa, 'log-client'), 'kafka-admin', administrator);
  const operators = certificateFolder(folders.ca, 'operator');
  const parsed = parseRegistry(JSON.parse(registry));
  for (const id of 'registry' in parsed ? parsed.registry.operators : [])
    await writeCredential(
      operators,
      id,
      await issueCertificate(ca, { commonName: id, uri: operatorUri(id), ...client }),
    );
  return operators;
}

/** Simulated organisations are for the trial only. */
async function readRegistryText({ cwd }: CommandContext, file: string | undefined): Promise<string> {
  const text =
    file === undefined
      ? withoutSimulated(await readShipped('registry/registry.json'))
      : await readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
          throw usageFailure(`cannot read ${file} (${error.code})`);
        });
  const parsed = parseRegistry(parseJson(text));
  if ('problems' in parsed) throw usageFailure(`${file} is not a valid registry`, ...parsed.problems);
  return text;
}

function withoutSimulated(text: string): string {
  const registry = JSON.parse(text) as { organisations: { id: string }[] };
  const organisations = registry.organisations.filter(({ id }) => !id.startsWith('SIM-'));
  return `${JSON.stringify({ ...registry, organisations }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const describePrepared = (layout: RegionLayout, operators: string): string[] => [
  `Prepared ${layout.dir}. Next:`,
  `  1. waylight up --dir ${layout.dir}`,
  '  2. waylight node add COUNTRY --requests requests.tar, for each country',
  `  3. Fill in ${layout.alertmanager}: until then, nobody is warned.`,
  `  4. Move ${layout.authority} to an encrypted medium that you keep offline, with a copy: whoever has it can sign any name.`,
  `The certificates of the operators are in ${operators}.`,
];
