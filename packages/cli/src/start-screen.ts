import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_DIR, nodeLayout, regionLayout } from '@waylight/deployment';
import { daysLeft, WARN_DAYS } from '@waylight/service-kit';
import { findHolder } from './certs/kinds.ts';
import type { CommandContext } from './command-context.ts';
import { COMMANDS } from './command-table.ts';
import { CERTIFICATE_FOLDERS, dataDirOf } from './connection/region-location.ts';
import { alignRows } from './tables/text-table.ts';

/** Who typed `waylight`, in sentences, and the commands that this person needs next. */
type Reader = { readonly who: readonly string[]; readonly next: readonly string[] };

/** What the holder of a certificate does most, by its kind. */
const WORK: Readonly<Record<string, readonly string[]>> = {
  organisation: ['template', 'import', 'report', 'reports', 'retract', 'trends', 'changes'],
  authority: ['changes', 'trends', 'completeness', 'release list', 'release verify'],
  officer: ['audit show', 'audit verify', 'audit retention', 'release list'],
  operator: ['status', 'release preview', 'release publish', 'dead-letters', 'rebuild', 'audit verify'],
};

const TRIAL = ['changes', 'trends', 'report', 'reports', 'import', 'status'];
const NODE = ['doctor', 'backup', 'up', 'upgrade', 'keys show', 'node renew'];
const REGION = ['doctor', 'backup', 'node add', 'registry list', 'release preview', 'up', 'upgrade'];
const NOBODY = ['trends', 'report', 'node init', 'region init'];

/** Prints what this person needs next. It reads this machine's files and environment, and calls no service. */
export async function printStartScreen(context: CommandContext, dir = DEFAULT_DIR): Promise<void> {
  const { who, next } = await findReader(context, dir);
  const rows = next.map((command) => [`  waylight ${command}`, summaryOf(command)]);
  context.print(
    [
      ...who,
      '',
      ...alignRows(rows),
      '',
      'waylight COMMAND --help explains a command, with an example. waylight help all lists every command.',
    ].join('\n'),
  );
}

/** The certificate in the environment comes first, then a trial in this folder, then the node or region of this machine. */
async function findReader({ env, cwd }: CommandContext, dir: string): Promise<Reader> {
  if (env.certificate !== undefined) return describeHolder(env.certificate, 'WAYLIGHT_CERTIFICATE');
  const dataDir = dataDirOf(env, cwd);
  if (existsSync(join(dataDir, 'region.json'))) {
    if (env.as === undefined)
      return { who: [`${dataDir} has a region for trying Waylight; npm start starts it.`], next: TRIAL };
    const file = Object.values(CERTIFICATE_FOLDERS)
      .map((folder) => join(dataDir, 'certs', folder, `${env.as}.crt`))
      .find((path) => existsSync(path));
    if (file === undefined)
      return { who: [`WAYLIGHT_AS is ${env.as}, but ${dataDir} has no certificate of it.`], next: TRIAL };
    return describeHolder(file, 'WAYLIGHT_AS');
  }
  return (await describeMachine(dir)) ?? { who: NO_TRACE, next: NOBODY };
}

const NO_TRACE = [
  'This machine has no node or region, and WAYLIGHT_CERTIFICATE names no certificate.',
  'To try Waylight with example data: npm start, in its repository. To prepare a machine: node init or region init.',
];

async function describeHolder(file: string, variable: string): Promise<Reader> {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(await readFile(file));
  } catch {
    return { who: [`${variable} names ${file}, which is not a certificate that can be read.`], next: NOBODY };
  }
  const holder = findHolder(certificate);
  const next = holder === undefined ? undefined : WORK[holder.kind];
  if (holder === undefined || next === undefined)
    return { who: [`${variable} names ${file}, which no person uses.`], next: NOBODY };
  const left = Math.floor(daysLeft(certificate.validToDate.getTime(), Date.now()));
  const end = left < 0 ? 'has expired' : `ends in ${left} days`;
  return {
    who: [
      `You are ${holder.id} (${holder.kind}), by ${variable}.`,
      ...(left > WARN_DAYS ? [] : [`Your certificate ${end}: ask the operator of the region for a new one.`]),
    ],
    next,
  };
}

/** Undefined if the folder is not of a node or a region. */
async function describeMachine(dir: string): Promise<Reader | undefined> {
  const node = nodeLayout(dir);
  if (existsSync(node.variables))
    return (await isEmpty(node.data))
      ? { who: [`${dir} is a country's node that was never started.`], next: ['up', 'node renew'] }
      : { who: [`${dir} is a country's node.`], next: NODE };
  if (existsSync(node.requests))
    return {
      who: [
        `${dir} will be a country's node. It waits for the region's answer:`,
        `send ${node.requests} to the operator of the region, and compare fingerprints by telephone.`,
      ],
      next: ['node accept'],
    };
  const region = regionLayout(dir);
  if (!existsSync(region.aggregation.variables)) return undefined;
  return (await isEmpty(region.nodes))
    ? {
        who: [`${dir} is the region, without a node yet.`],
        next: ['up', 'node add', 'registry list', 'doctor'],
      }
    : { who: [`${dir} is the region.`], next: REGION };
}

/** A missing folder is empty. One that only root may read was used. */
const isEmpty = async (folder: string): Promise<boolean> =>
  readdir(folder).then(
    (names) => names.length === 0,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );

/** The summary in the table of commands, of `trends` or of `release publish`. */
function summaryOf(command: string): string {
  const [name, subcommand] = command.split(' ');
  for (const entry of COMMANDS.flatMap(([, entries]) => entries)) {
    if (!('subcommands' in entry) && subcommand === undefined && entry[0] === name) return entry[1];
    if ('subcommands' in entry && entry.name === name)
      for (const [of, summary] of entry.subcommands) if (of === subcommand) return summary;
  }
  throw new Error(`there is no command ${command}`);
}
