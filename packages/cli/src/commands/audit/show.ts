import type { Chain } from '@waylight/audit';
import {
  AuditActor,
  type AuditChain,
  type AuditEntry,
  AuditKind,
  AuditOutcome,
  ListEntriesRequest,
} from '@waylight/contracts/audit';
import { Option } from 'commander';
import {
  connectToAuditedService,
  describePruning,
  parseChainStart,
  type ServiceFlags,
  withAuditedService,
} from '../../audit/audited-service.ts';
import { chainLine, linkLine } from '../../audit/chain-file.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { withConnection } from '../../connection/flags.ts';
import { enumCode, enumCodes, enumValue } from '../../enum-names.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { usageFailure } from '../../failure.ts';
import { type Format, formatOption } from '../../options.ts';
import { printRows } from '../../tables/print-rows.ts';

type ShowFlags = ServiceFlags & {
  readonly from?: string;
  readonly before?: string;
  readonly kind?: readonly string[];
  readonly fullChain?: boolean;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command.description(
    'Lists the audit of a service for its operators. Data-protection officers (--as ID), and the lead organisation of a ' +
      'node, get the list without the numbers of other organisations. Reads and refusals are summed per minute.',
  );
  withAuditedService(command)
    .option('--from <time>', 'only entries from this time: 2026-03-14 or 2026-03-14T10:30Z')
    .option('--before <time>', 'only entries before this time')
    .addOption(new Option('--kind <kind...>', 'only these kinds').choices(enumCodes(AuditKind)))
    .option('--full-chain', 'print the stored chain, as input of "audit verify --file"; only for operators')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nExample:\n  waylight audit show --country MK --operator --from 2026-03-14 --kind access-refused' +
        '\n  waylight audit show --country MK --operator --full-chain > audit-MK.jsonl',
    );
  withConnection(command).action(context.action((flags: ShowFlags) => showAudit(context, flags)));
};

const COLUMNS = ['sequence', 'at', 'kind', 'who', 'outcome', 'count', 'reference', 'with'] as const;

type Row = Record<(typeof COLUMNS)[number], string | number>;

async function showAudit(context: CommandContext, flags: ShowFlags): Promise<ExitCode> {
  const request = ListEntriesRequest.fromPartial({
    from: parseSeconds('--from', flags.from),
    before: parseSeconds('--before', flags.before),
    kinds: (flags.kind ?? []).map((kind) => enumValue(AuditKind, kind)),
    fullChain: flags.fullChain === true,
  });
  const rows: Row[] = [];
  const { connection, of } = await connectToAuditedService(context, flags);
  for await (const { part } of (await connection.audit(of)).listEntries(request))
    switch (part?.$case) {
      case 'entry':
        rows.push(rowOf(part.value));
        break;
      case 'chainStart':
        context.printMessage(describePruning(parseChainStart(part.value)));
        break;
      case 'chain':
        context.print(chainLine(chainOf(part.value)));
        break;
      case 'link':
        context.print(linkLine(part.value));
        break;
      default:
        part satisfies undefined;
    }
  if (flags.fullChain === true) return EXIT.ok;
  await printRows(context, {
    format: flags.format,
    columns: COLUMNS,
    rows,
    numbers: ['sequence', 'count'],
    none: 'The audit has no entry of this time and kind.',
  });
  return EXIT.ok;
}

function chainOf({ id, salt, prunedTo }: AuditChain): Chain {
  return {
    id,
    salt,
    ...(prunedTo && { prunedTo: { sequence: Number(prunedTo.sequence), hash: prunedTo.hash } }),
  };
}

function rowOf(entry: AuditEntry): Row {
  return {
    // The sequence is 0 for callers who may not count entries.
    sequence: entry.sequence === 0n ? '' : Number(entry.sequence),
    at: new Date(Number(entry.at) * 1_000).toISOString().replace('.000', ''),
    kind: enumCode(AuditKind, entry.kind),
    who: actorOf(entry),
    outcome: enumCode(AuditOutcome, entry.outcome),
    count: entry.count,
    reference: entry.reference.toString('hex'),
    with: detailsOf(entry),
  };
}

function actorOf({ actor, organisation, operator, holder }: AuditEntry): string {
  if (actor === AuditActor.ORGANISATION) return `organisation ${organisation}`;
  return [enumCode(AuditActor, actor), operator || holder].join(' ').trimEnd();
}

function detailsOf({ digest, registryVersion, ofImport, releaseId, prunedTo }: AuditEntry): string {
  if (prunedTo !== undefined) return `up to entry ${prunedTo.sequence}`;
  if (releaseId !== '') return releaseId;
  return [
    ...(registryVersion > 0 ? [`version ${registryVersion}`] : []),
    ...(digest.length > 0 ? [`digest ${digest.toString('hex')}`] : []),
    ...(ofImport ? ['import'] : []),
  ].join(', ');
}

const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/;

function parseSeconds(flag: string, text: string | undefined): bigint {
  if (text === undefined) return 0n;
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw usageFailure(`${flag} got "${text}"; expected a time such as 2026-03-14 or 2026-03-14T10:30Z`);
  return BigInt(ms / 1_000);
}
