import { type ChainFault, verifyChain } from '@waylight/audit';
import { AUDIT_KEPT_MONTHS } from '@waylight/contracts';
import { ChainProblem } from '@waylight/contracts/audit';
import {
  connectToAuditedService,
  describePruning,
  parseChainStart,
  type ServiceFlags,
  withAuditedService,
} from '../../audit/audited-service.ts';
import { readChainFile } from '../../audit/chain-file.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { withConnection } from '../../connection/flags.ts';
import { enumCode } from '../../enum-names.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type CommandFailure, refusedFailure, usageFailure } from '../../failure.ts';
import { escapeControls } from '../../terminal/escape-controls.ts';

type VerifyFlags = ServiceFlags & { readonly file?: string; readonly end?: readonly string[] };

export const define: DefineCommand = (command, context) => {
  command.description(
    'Checks whether entries of an audit were altered, removed or moved, and prints the first such entry. With --file it ' +
      'checks a file of "audit show --full-chain", and works offline.',
  );
  withAuditedService(command)
    .option('--file <file>', 'a file that "audit show --full-chain" printed')
    .option(
      '--end <hash...>',
      'with --file: hashes that earlier verifications printed as the end of the chain',
    )
    .addHelpText(
      'after',
      '\nExample:\n  waylight audit verify --country MK --operator\n  waylight audit verify --file audit-MK.jsonl',
    );
  withConnection(command).action(
    context.action((flags: VerifyFlags) =>
      flags.file === undefined ? verifyAudit(context, flags) : verifyAuditFile(context, flags.file, flags),
    ),
  );
};

/** Lets a service verify its own chain. If you do not trust the service, verify a file of its chain. */
async function verifyAudit(context: CommandContext, flags: ServiceFlags): Promise<ExitCode> {
  const { connection, of } = await connectToAuditedService(context, flags);
  const { problem, chain, sequence, entries, chainHeads, chainStart, foreignChains, orphanedChains } = await (
    await connection.audit(of)
  ).verifyChain({});
  if (problem === ChainProblem.ORPHANED) throw orphanedChainFailure(chain, orphanedChains);
  if (problem !== ChainProblem.UNSPECIFIED)
    throw brokenChainFailure(chain, PROBLEMS[problem] ?? enumCode(ChainProblem, problem), Number(sequence));
  context.print(verifiedLine(chain, Number(entries)));
  if (chainStart !== undefined) context.print(describePruning(parseChainStart(chainStart)));
  if (chainHeads > 0n) context.print(`It contains all ${chainHeads} of its chain heads on the event log.`);
  if (foreignChains.length > 0)
    context.print(
      escapeControls(
        `The event log also has heads of ${foreignChains.join(', ')}. Verify each of them at the process that writes it.`,
      ),
    );
  return EXIT.ok;
}

/** Verifies a chain in a file, offline. */
async function verifyAuditFile(context: CommandContext, file: string, flags: VerifyFlags): Promise<ExitCode> {
  const earlierEnds = (flags.end ?? []).map((text) => ({ hash: parseHash(text) }));
  const { chain, links } = await readChainFile(file);
  const { entries, fault, start } = verifyChain(chain, links, earlierEnds, Date.now());
  if (fault !== undefined)
    throw brokenChainFailure(chain.id, FAULTS[fault.kind], 'sequence' in fault ? fault.sequence : 0);
  context.print(verifiedLine(chain.id, entries));
  if (start !== undefined) context.print(describePruning(start));
  const end = links.at(-1)?.hash ?? new Uint8Array();
  context.print(
    `It ends with ${Buffer.from(end).toString('hex')}. Keep this hash: check with --end that a later chain contains it.`,
  );
  return EXIT.ok;
}

function verifiedLine(chain: string, entries: number): string {
  const count = entries === 0 ? 'every entry' : `${entries} entries`;
  return escapeControls(`${chain}: verified, ${count}, none altered, missing or moved.`);
}

function brokenChainFailure(chain: string, problem: string, sequence: number): CommandFailure {
  return refusedFailure(
    escapeControls(`the audit ${chain} was changed: ${problem}`),
    ...(sequence === 0 ? [] : [`The first affected entry is entry ${sequence}.`]),
    'Keep the file unchanged, and inform the operator of the service: see docs/operations/monitoring.md#broken-audit.',
  );
}

function orphanedChainFailure(chain: string, orphaned: readonly string[]): CommandFailure {
  const names = orphaned.length === 0 ? 'another audit' : orphaned.join(', ');
  return refusedFailure(
    escapeControls(`the audit ${chain} is intact, but the event log has heads of a missing audit: ${names}`),
    'The file of the missing audit was removed or replaced, or no configured process writes it: see docs/scaling.md#several-processes.',
  );
}

const FAULTS: Readonly<Record<ChainFault['kind'], string>> = {
  altered: 'an entry was altered',
  missing: 'an entry is missing',
  reordered: 'an entry was moved',
  'wrongly-pruned': `entries at its front are missing that were not ${AUDIT_KEPT_MONTHS} months old, or whose removal no later entry records`,
  forked: 'it does not contain an earlier end, so it was truncated or rewritten',
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
  throw usageFailure(`--end got "${text}"; expected 64 hexadecimal digits`);
}
