import type { GetReviewResponse } from '@waylight/contracts/intake';
import type { StatusFlags } from '../commands/status.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';

/** How much each organisation takes back of what it sends to a node, for who may know. */
export async function showReview(kit: Kit, flags: StatusFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const caller = flags.operator === true ? { operator: true } : { country };
  const connection = await kit.connect(flags, caller);
  const review = await (await connection.intake(country)).getReview({});
  kit.print(
    flags.json === true
      ? JSON.stringify({ node: country, ...reviewDocument(review) }, null, 2)
      : reviewLines(review, kit).join('\n'),
  );
  return EXIT.ok;
}

function reviewDocument({ from, organisations }: GetReviewResponse) {
  return {
    from,
    organisations: organisations.map(
      ({ organisation, receivedAtLeast, removedAtLeast, hasManyRemovals }) => ({
        organisation,
        receivedAtLeast,
        removedAtLeast,
        hasManyRemovals,
      }),
    ),
  };
}

const TITLES = ['organisation', 'received', 'removed', 'many removals'] as const;

function reviewLines({ from, organisations }: GetReviewResponse, { style }: Kit): string[] {
  return [
    textTable(
      columnsOf(TITLES, ['received', 'removed']),
      organisations.map((one) => [
        one.organisation,
        formatLowerBound(one.receivedAtLeast),
        formatLowerBound(one.removedAtLeast),
        one.hasManyRemovals ? style.yellow('yes') : 'no',
      ]),
      style,
    ),
    '',
    `Reports that were shared with the partners or more widely, first received from ${from} on, and those of them that are retracted or ` +
      'narrowed away now. An organisation stands out with 5 or more that are a fifth or more of all: ask it why. Keep this to yourself.',
  ];
}

/** 0 to 4 are not told apart, nor 5 to 9, and so on. */
function formatLowerBound(count: number): string {
  return `${count}–${count + 4}`;
}
