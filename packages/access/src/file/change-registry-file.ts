import { readFile, realpath } from 'node:fs/promises';
import { type FileReplacement, ReplaceFileError, replaceFile } from '@waylight/service-kit';
import { changeRegistry, type RegistryChange } from '../pure/registry/change-registry.ts';
import { parseRegistry } from '../pure/registry/registry.ts';
import type { RegistryContent } from '../pure/registry/registry-content.ts';
import { findLeadViolations, findSuccessionProblems } from '../pure/registry/registry-succession.ts';
import { appendAuditLine, type RegistryAuditLine, readLastAuditLine, sha256 } from './registry-audit.ts';

/** The registry was not changed, because of the listed problems. */
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
  /** The organisation or operator that makes the change. Undefined for the owner of the file, who may make any change. */
  readonly as: string | undefined;
  readonly account: string;
  readonly now: Date;
  readonly isDryRun: boolean;
};

export type RegistryChangeResult = {
  readonly line: RegistryAuditLine;
  /** The file differs from the last line of the audit: it was edited without this function, or the last line is incomplete. */
  readonly hasGap: boolean;
};

/** Writes the next version of a registry file, and its line in the audit. @throws RegistryChangeError */
export async function changeRegistryFile(options: RegistryChangeOptions): Promise<RegistryChangeResult> {
  const { change, as, account, now, isDryRun } = options;
  // Follows a symbolic link. If the link were replaced, services that open its target would keep the old file.
  const file = await realpath(options.file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(options.file, error);
  });
  const text = await readText(file);
  const before = parseContent(text, file);
  const next = changeRegistry(before, change);
  if ('problems' in next) throw new RegistryChangeError('refused', next.problems);
  const written = `${JSON.stringify(next.content, undefined, 2)}\n`;
  const after = parseContent(written, 'the next version');
  const problems = findSuccessionProblems(before, after);
  if (problems.length > 0) throw new RegistryChangeError('refused', problems);
  const violations =
    as === undefined || before.operators.includes(as) ? [] : findLeadViolations(before, after, as);
  if (violations.length > 0) throw new RegistryChangeError('not-permitted', violations);

  const line: RegistryAuditLine = {
    version: after.version,
    at: now.toISOString(),
    by: as ?? account,
    account,
    change,
    before: sha256(text),
    after: sha256(written),
  };
  const lastLine = await readLastAuditLine(file);
  if (!isDryRun) await replaceRegistry({ file, before: text, after: written }, line);
  return { line, hasGap: lastLine !== undefined && lastLine.after !== line.before };
}

/** @throws RegistryChangeError with all problems. */
export async function readRegistryFile(file: string): Promise<RegistryContent> {
  return parseContent(await readText(file), file);
}

/**
 * Writes the audit line first, so that no version is active without one. At worst, a crash leaves an audit line without its
 * change.
 */
async function replaceRegistry(replacement: FileReplacement, line: RegistryAuditLine): Promise<void> {
  const beforeRename: FileReplacement['beforeRename'] = (owner) =>
    appendAuditLine(replacement.file, line, owner);
  await replaceFile({ ...replacement, beforeRename }).catch((error: unknown) => {
    if (!(error instanceof ReplaceFileError)) throw error;
    throw new RegistryChangeError(error.code, [error.message], { cause: error });
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

function parseContent(text: string, what: string): RegistryContent {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    throw new RegistryChangeError('unreadable', [`${what} is not valid JSON`], { cause: error });
  }
  const parsed = parseRegistry(input);
  if ('problems' in parsed) throw new RegistryChangeError('refused', parsed.problems);
  const { version, organisations, operators, authorities, officers, revoked } = parsed.registry;
  return { version, organisations, operators, authorities, officers, revoked };
}
