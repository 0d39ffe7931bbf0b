import { chmod, chown, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { changeRegistry, type RegistryChange } from '../pure/registry/change-registry.ts';
import { parseRegistry, type RegistryContent } from '../pure/registry/registry.ts';
import { findLeadViolations, findSuccessionProblems } from '../pure/registry/registry-succession.ts';
import {
  appendAuditLine,
  type Owner,
  type RegistryAuditLine,
  readLastAuditLine,
  sha256,
} from './registry-audit.ts';

/** The registry stays as it was; the problems say why, to whoever asked for the change. */
export class RegistryChangeError extends Error {
  override readonly name = 'RegistryChangeError';
  readonly code: 'unreadable' | 'refused' | 'not-permitted' | 'changed-meanwhile';
  readonly problems: readonly string[];

  constructor(code: RegistryChangeError['code'], problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('; '), options);
    this.code = code;
    this.problems = problems;
  }
}

export type RegistryChangeOptions = {
  readonly file: string;
  readonly change: RegistryChange;
  /** In whose name; without one it is whoever holds the file, who could write anything into it. */
  readonly as: string | undefined;
  readonly account: string;
  readonly now: Date;
  readonly isDryRun: boolean;
};

export type RegistryChangeResult = {
  readonly line: RegistryAuditLine;
  /** The file is not known to be as the last line of the audit left it: somebody changed it in another way, or that line is torn. */
  readonly hasGap: boolean;
};

/** Makes the next version of a registry file, with its line in the audit. @throws RegistryChangeError */
export async function changeRegistryFile(options: RegistryChangeOptions): Promise<RegistryChangeResult> {
  const { change, as, account, now, isDryRun } = options;
  // Where the name is a link, what it leads to is written: services that have another name for it would not see a file in its place.
  const file = await realpath(options.file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(options.file, error);
  });
  const text = await readText(file);
  const before = contentOf(text, file);
  const next = changeRegistry(before, change);
  if ('problems' in next) throw new RegistryChangeError('refused', next.problems);
  const written = `${JSON.stringify(next.content, undefined, 2)}\n`;
  const after = contentOf(written, 'the next version');
  const problems = findSuccessionProblems(before, after);
  if (problems.length > 0) throw new RegistryChangeError('refused', problems);
  const beyond =
    as === undefined || before.operators.includes(as) ? [] : findLeadViolations(before, after, as);
  if (beyond.length > 0) throw new RegistryChangeError('not-permitted', beyond);

  const line: RegistryAuditLine = {
    ...{ version: after.version, at: now.toISOString(), by: as ?? account, account, change },
    ...{ before: sha256(text), after: sha256(written) },
  };
  const lastLine = await readLastAuditLine(file);
  if (!isDryRun) await replaceFile(file, text, written, line);
  return { line, hasGap: lastLine !== undefined && lastLine.after !== line.before };
}

/** @throws RegistryChangeError with all that is wrong. */
export async function readRegistryFile(file: string): Promise<RegistryContent> {
  return contentOf(await readText(file), file);
}

/** The line comes first: nothing is ever in force that nobody has signed for. A crash leaves a line too many at worst. */
async function replaceFile(
  file: string,
  before: string,
  after: string,
  line: RegistryAuditLine,
): Promise<void> {
  const unfinished = `${file}.new`;
  const { mode, uid, gid } = await stat(file);
  // Where it is there already somebody else is at it: two who change one version would lose one change.
  await writeFile(unfinished, after, { flag: 'wx', flush: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new RegistryChangeError('changed-meanwhile', [
      `${unfinished} is there: somebody is changing the registry, or a change broke off and it may be deleted`,
    ]);
  });
  try {
    await copyOwnership(unfinished, { uid, gid });
    await chmod(unfinished, mode);
    if ((await readText(file)) !== before)
      throw new RegistryChangeError('changed-meanwhile', [
        `${file} was changed meanwhile: look, and try again`,
      ]);
    await appendAuditLine(file, line, { uid, gid });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** A service that runs as its owner, or by its group, must be able to read the next version as well. */
async function copyOwnership(unfinished: string, { uid, gid }: Owner): Promise<void> {
  const made = await stat(unfinished);
  if (made.uid === uid && made.gid === gid) return;
  await chown(unfinished, uid, gid).catch((error: NodeJS.ErrnoException) => {
    throw new RegistryChangeError(
      'not-permitted',
      [
        `the next version could not be given the owner and group of the one before (${error.code}): give the command as its owner, or as root`,
      ],
      { cause: error },
    );
  });
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
}

function unreadable(file: string, error: NodeJS.ErrnoException): RegistryChangeError {
  return new RegistryChangeError('unreadable', [`${file} cannot be read (${error.code})`], { cause: error });
}

function contentOf(text: string, what: string): RegistryContent {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    throw new RegistryChangeError('unreadable', [`${what} is no JSON`], { cause: error });
  }
  const parsed = parseRegistry(input);
  if ('problems' in parsed) throw new RegistryChangeError('refused', parsed.problems);
  const { version, organisations, operators, authorities, officers, revoked } = parsed.registry;
  return { version, organisations, operators, authorities, officers, revoked };
}
