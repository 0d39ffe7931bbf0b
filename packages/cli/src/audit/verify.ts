import { type ChainFault, verifyChain } from '@waylight/audit';
import { AUDIT_KEPT_MONTHS } from '@waylight/contracts';
import { ChainProblem } from '@waylight/contracts/audit';
import type { AuditFlags, AuditVerifyFlags } from '../commands/audit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure, usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { escapeControls } from '../terminal/escape-controls.ts';
import { readChainFile } from './chain-file.ts';
import { describePruning, parseBeginning } from './pruning.ts';
import { connectToAudit, enumCode } from './show.ts';

/** Has a service read its whole chain. Whoever distrusts the service takes the chain along and reads it elsewhere. */
export async function verifyAudit(kit: Kit, flags: AuditFlags): Promise<ExitCode> {
  const { problem, chain, sequence, entries, chainHeads, chainStart, foreignChains, orphanedChains } = await (
    await connectToAudit(kit, flags)
  ).verifyChain({});
  if (problem === ChainProblem.ORPHANED) throw orphanedChainFailure(chain, orphanedChains);
  if (problem !== ChainProblem.UNSPECIFIED)
    throw brokenChainFailure(chain, PROBLEMS[problem] ?? enumCode(ChainProblem, problem), Number(sequence));
  kit.print(verifiedLine(chain, Number(entries)));
  if (chainStart !== undefined) kit.print(describePruning(parseBeginning(chainStart)));
  if (chainHeads > 0n) kit.print(`It contains all ${chainHeads} heads of it that are on the event log.`);
  if (foreignChains.length > 0)
    kit.print(
      escapeControls(
        `The event log knows chains beside it: ${foreignChains.join(', ')}. Ask the process of each.`,
      ),
    );
  return EXIT.ok;
}

/** Reads a chain in a file, and asks nobody. */
export async function verifyAuditFile(kit: Kit, file: string, flags: AuditVerifyFlags): Promise<ExitCode> {
  const known = (flags.end ?? []).map((text) => ({ hash: parseHash(text) }));
  const { chain, links } = await readChainFile(file);
  const { entries, fault, start } = verifyChain(chain, links, known, Date.now());
  if (fault !== undefined)
    throw brokenChainFailure(chain.id, FAULTS[fault.kind], 'sequence' in fault ? fault.sequence : 0);
  kit.print(verifiedLine(chain.id, entries));
  if (start !== undefined) kit.print(describePruning(start));
  const end = links.at(-1)?.hash ?? new Uint8Array();
  kit.print(
    `It ends with ${Buffer.from(end).toString('hex')}: keep this, and a later chain must contain it (--end).`,
  );
  return EXIT.ok;
}

function verifiedLine(chain: string, entries: number): string {
  const many = entries === 0 ? 'every entry' : `${entries} entries`;
  return escapeControls(`${chain}: verified, ${many}, none altered, missing or moved.`);
}

function brokenChainFailure(chain: string, problem: string, sequence: number) {
  return refusedFailure(
    escapeControls(`the audit ${chain} is not as it was written: ${problem}`),
    ...(sequence === 0 ? [] : [`The first place where it shows is entry ${sequence}.`]),
    'Keep the file as it is, and tell whoever answers for the service: docs/operations.md says what to do.',
  );
}

function orphanedChainFailure(chain: string, unknown: readonly string[]) {
  const named = unknown.length === 0 ? 'another audit' : unknown.join(', ');
  return refusedFailure(
    escapeControls(`the audit ${chain} is whole, but the event log knows ${named}, which is not here`),
    'Its file was taken away or another one named, or it is of a process that nobody named: docs/operations.md says what to do.',
  );
}

const FAULTS: Readonly<Record<ChainFault['kind'], string>> = {
  altered: 'an entry was altered',
  missing: 'an entry is missing',
  reordered: 'an entry was moved',
  'wrongly-pruned': `entries are missing at its front that were not ${AUDIT_KEPT_MONTHS} months old, or no later entry says that they were removed`,
  forked: 'it does not contain what it once ended with, so it was cut off or written anew',
};

const PROBLEMS: Readonly<Partial<Record<ChainProblem, string>>> = {
  [ChainProblem.ALTERED]: FAULTS.altered,
  [ChainProblem.MISSING]: FAULTS.missing,
  [ChainProblem.REORDERED]: FAULTS.reordered,
  [ChainProblem.WRONGLY_PRUNED]: FAULTS['wrongly-pruned'],
  [ChainProblem.FORKED]: FAULTS.forked,
};

function parseHash(text: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  throw usageFailure(`--end got "${text}"; it wants 64 digits of 0-9 and a-f`);
}
