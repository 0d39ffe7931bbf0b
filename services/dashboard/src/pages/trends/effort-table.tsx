import type { EffortRate, ReportedShare } from '@waylight/presentation';
import { shareText } from '../../completeness/words.ts';
import type { CompletenessAnswer } from '../../data/completeness.ts';
import { useLocale } from '../../language/locale.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { ExplainedNumber } from '../../parts/explained-number.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { effortsOf, fewEffort, leastShare, readAgainst, written } from './effort.ts';
import type { LaidOut } from './laid-out.ts';
import { type Effort, PERIOD } from './trends-view.ts';

/** Incidents against effort, each with how completely its country reported where that was not by all. */
export function EffortTable({
  title,
  completeness,
  effort,
  laid,
  base,
}: {
  readonly title: string;
  readonly completeness: CompletenessAnswer;
  readonly effort: Effort;
  readonly laid: LaidOut;
  readonly base: number;
}) {
  const locale = useLocale();
  const efforts = effortsOf(completeness.months, effort);
  const shareOf = leastShare(completeness.months);
  const { rows: down } = laid.placing;
  const { rows, columns, valueAt } = laid.pivot;
  const across = laid.placing.columns ?? PERIOD;
  const cellOf = (row: string, column: string) => {
    const incidents = valueAt(row, column);
    const at = { country: down === PERIOD ? column : row, period: laid.periodOf(row, column) };
    const share = shareOf(at.country, at.period);
    const against = readAgainst(efforts, { ...at, incidents }, base);
    if (against === undefined)
      return (
        <NoNumber key={column} share={share} isGiven={incidents !== undefined} few={fewEffort(efforts, at)} />
      );
    return (
      <span key={column}>
        <ExplainedNumber rowKey={row} columnKey={column}>
          <Span against={against} />
        </ExplainedNumber>{' '}
        <ShareWord share={share} />
      </span>
    );
  };
  return (
    <DataTable
      caption={title}
      fromEnd={across === PERIOD}
      columns={[
        { key: 'row', title: locale.t(down === PERIOD ? 'figure.period' : 'figure.country') },
        ...columns.map((column) => ({
          key: column,
          title:
            across === PERIOD ? locale.shortPeriod(column) : <CodeName dimension={across} code={column} />,
          isSpan: true,
        })),
      ]}
      rows={rows.map((row) => ({
        key: row,
        cells: [
          <CodeName key="name" dimension={down} code={row} />,
          ...columns.map((column) => cellOf(row, column)),
        ],
      }))}
    />
  );
}

function Span({ against }: { readonly against: EffortRate }) {
  const { t, number } = useLocale();
  const { value, from, to } = written(against);
  const text =
    value === 0
      ? t('effort.upTo', { to: number(to) })
      : t('effort.span', { n: number(value), from: number(from), to: number(to) });
  return <span className="number">{text}</span>;
}

/** The word of the matrix of completeness; none where all reported, and where nothing is told of the country alone. */
function ShareWord({ share }: { readonly share: ReportedShare | undefined }) {
  const locale = useLocale();
  if (share === undefined || share === 'all') return null;
  if (share === 'none')
    return <span className="told-word silent">{locale.t('completeness.cell.silent')}</span>;
  return <span className="told-word">{shareText(share, locale)}</span>;
}

/** Why there is none: silence says it already, and effort of 0–4 is another reason than effort that is not told. */
function NoNumber({
  share,
  isGiven,
  few,
}: {
  readonly share: ReportedShare | undefined;
  readonly isGiven: boolean;
  readonly few: ReturnType<typeof fewEffort>;
}) {
  const { t, number } = useLocale();
  if (share === 'none') return <ShareWord share={share} />;
  if (!isGiven)
    return (
      <>
        <NotGiven /> <ShareWord share={share} />
      </>
    );
  return (
    <>
      <span className="told-word">
        {few === undefined
          ? t('effort.notTold')
          : t('effort.few', { range: `${number(few.from)}–${number(few.to)}` })}
      </span>{' '}
      <ShareWord share={share} />
    </>
  );
}
