import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE, findSilences, formatRounded } from '@waylight/presentation';
import { Fragment } from 'react';
import { Silences } from '../../completeness/silences.tsx';
import { SPAN_WORDS } from '../../data/change-sign.ts';
import type { Answer } from '../../data/schemas.ts';
import {
  monthBefore,
  regionSeries,
  type Series,
  type Subject,
  seriesBy,
  subjectKey,
} from '../../data/series.ts';
import { sentenceStart } from '../../language/format.ts';
import { useLocale } from '../../language/locale.tsx';
import { Say } from '../../language/say.tsx';
import type { MessageId } from '../../messages/catalogs.ts';
import { ExplainedNumber } from '../../parts/explained-number.tsx';
import { FigureContext } from '../../parts/figure-context.ts';
import { Rounded } from '../../parts/rounded.tsx';
import { SubjectName, subjectText } from '../../parts/subject-name.tsx';
import { useNumberOrigin } from '../../parts/use-number-origin.tsx';
import {
  type Comparison,
  type Finding,
  findingSign,
  findingsOf,
  leastChange,
  type Verdict,
} from './findings.ts';
import { reportingQuery } from './overview-questions.ts';

const SENTENCES: Readonly<Record<Verdict, MessageId>> = {
  up: 'overview.finding.up',
  down: 'overview.finding.down',
  same: 'overview.finding.same',
  unsaid: 'overview.finding.unsaid',
  'said-again': 'overview.finding.saidAgain',
  held: 'overview.finding.held',
};

const MONTHS_OF_A_YEAR = 12;

/** From the numbers of each kind of subject to where they come from: each is of an answer of its own. */
type Origins = Readonly<Record<Subject['kind'], ReturnType<typeof useNumberOrigin>>>;

export type FindingsProps = {
  readonly region: Answer;
  /** Undefined until they are there: findings about them are then still missing. */
  readonly countries: Answer | undefined;
  readonly groups: Answer | undefined;
  readonly month: string;
};

/** What changed with a month's release, a sentence each. */
export function Findings({ region, countries, groups, month }: FindingsProps) {
  const { t, number, period, language } = useLocale();
  const base = region.k ?? DEFAULT_ROUNDING_BASE;
  const line = regionSeries(region);
  // Whether a country is silent decides what its finding says: before that is known, or known not to come, there is none.
  const completeness = useQuery(reportingQuery(month));
  const months = completeness.data?.months ?? [];
  const silentIn = (one: string) => findSilences(months, one).flatMap(({ entry }) => entry.countries);
  const parts = [
    ...(countries === undefined || completeness.isLoading ? [] : seriesBy(countries, 'country')),
    ...(groups === undefined ? [] : seriesBy(groups, 'typeGroup')),
  ];
  const [before, yearBefore] = [monthBefore(month, 1), monthBefore(month, MONTHS_OF_A_YEAR)];
  const title = t('overview.findings');
  const origins: Origins = {
    region: useNumberOrigin({ title, explain: region.explain, period: month }),
    country: useNumberOrigin({ title, explain: countries?.explain, period: month }),
    typeGroup: useNumberOrigin({ title, explain: groups?.explain, period: month }),
  };
  const start = sentenceStart(period(month), language);
  const compared = [
    {
      before,
      title: t('overview.findings.compared', { period: start, before: period(before) }),
    },
    {
      before: yearBefore,
      title: t('overview.findings.comparedYear', { period: start }),
    },
  ].filter((one) => line.values.has(one.before));
  const example = formatRounded(2 * base, { language, base, format: number });
  const range = `${number(base + 1)}–${number(3 * base - 1)}`;
  return (
    <section className="panel panel-wide" aria-labelledby="findings">
      <h2 id="findings">{title}</h2>
      <Silences {...{ months, month, base }} compared={compared.map((one) => one.before)} />
      {compared.length === 0 && <p>{t('overview.findings.first')}</p>}
      <div className="compared">
        {compared.map((one) => (
          <Compared
            key={one.before}
            title={one.title}
            region={line}
            parts={parts}
            origins={origins}
            comparison={{
              ...{ period: month, before: one.before, base },
              ...{ silent: silentIn(month), silentBefore: silentIn(one.before) },
            }}
          />
        ))}
      </div>
      <p className="caption">
        {t('reading.note', { example, range })}{' '}
        {t('overview.findings.note', { least: number(leastChange(base)), atMost: number(base - 1) })}
      </p>
      {origins.region.button}
      {Object.entries(origins).map(([kind, { dialog }]) => (
        <Fragment key={kind}>{dialog}</Fragment>
      ))}
    </section>
  );
}

function Compared({
  title,
  region,
  parts,
  origins,
  comparison,
}: {
  readonly title: string;
  readonly region: Series;
  readonly parts: readonly Series[];
  readonly origins: Origins;
  readonly comparison: Comparison;
}) {
  const { t } = useLocale();
  return (
    <div>
      <h3>{title}</h3>
      <ul className="findings">
        {findingsOf(region, parts, comparison).map((finding) => (
          <FigureContext key={subjectKey(finding.subject)} value={origins[finding.subject.kind].tools}>
            <Sentence finding={finding} comparison={comparison} />
          </FigureContext>
        ))}
        <li className="finding finding-rest">
          <p>{t('overview.findings.rest')}</p>
        </li>
      </ul>
    </div>
  );
}

function Sentence({
  finding,
  comparison: { period: at, before, base },
}: {
  readonly finding: Finding;
  readonly comparison: Comparison;
}) {
  const locale = useLocale();
  const { t, period, number } = locale;
  const { subject, verdict, change, now, earlier } = finding;
  const numberOf = (value: number, id: string) => (
    <ExplainedNumber rowKey={subjectKey(subject)} columnKey={id} name={subjectText(subject, locale)}>
      <Rounded value={value} base={base} />
    </ExplainedNumber>
  );
  return (
    <li className={`finding finding-${verdict}`} data-sign={findingSign(finding, number)}>
      <p>
        <Say
          id={SENTENCES[verdict]}
          values={{
            subject: (
              <strong>
                <SubjectName subject={subject} />
              </strong>
            ),
            now: numberOf(now, at),
            earlier: numberOf(earlier, before),
            period: period(at),
            before: period(before),
          }}
        />
        {change.kind !== 'uncertain' && change.doubt !== 'silence' && (
          <span className="spoken">
            {' '}
            {t(SPAN_WORDS[change.kind], { from: number(change.from), to: number(change.to) })}
          </span>
        )}
      </p>
    </li>
  );
}
