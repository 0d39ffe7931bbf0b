import { useQuery } from '@tanstack/react-query';
import {
  DEFAULT_ROUNDING_BASE,
  describeChanges,
  describeComparison,
  type Silence,
} from '@waylight/presentation';
import { useState } from 'react';
import { type Changes, changesQuery } from '../../api/changes.ts';
import type { CompletenessMonth, CountryCompleteness } from '../../api/completeness.ts';
import { releaseIdOf } from '../../api/origin.ts';
import type { Answer } from '../../api/schemas.ts';
import { findAllSilences } from '../../model/silence.ts';
import { changeFormatter } from '../../text/change-texts.ts';
import { sentenceStart } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { SILENT_SIGN } from '../../text/table-codes.ts';
import { CountryNames, Reported } from '../../ui/reported.tsx';
import { useNumberOrigin } from '../../ui/use-number-origin.tsx';
import { Answered } from '../../ui/view-state.tsx';
import findingStyles from './findings.module.css';
import styles from './overview.module.css';
import { reportingQuery } from './overview-questions.ts';

const COMPARISONS_ID = 'comparisons';

/** Dimensions of which every comparison is listed, findings or not. The page of borders has all of its own. */
const PLACES = ['country'];
const TYPES = ['typeGroup', 'type'];

/**
 * All comparisons of a release, a paragraph each: headline and findings of insights, then the other countries, and behind them the
 * other types. Readers without verdicts get the number of the region only.
 */
export function Comparisons({ region, month }: { readonly region: Answer; readonly month: string }) {
  const locale = useLocale();
  const { t, period, language } = locale;
  const formatter = changeFormatter(locale);
  const base = region.k ?? DEFAULT_ROUNDING_BASE;
  const release = releaseIdOf(region.asOf, month);
  const previous = useQuery(changesQuery(release, 'previous'));
  const yearAgo = useQuery(changesQuery(release, 'year-ago'));
  const completeness = useQuery(reportingQuery(month));
  const hasVerdicts = previous.data?.reasons.includes('reporting-not-published') !== true;
  const title = t(hasVerdicts ? 'overview.findings' : 'overview.incidents');
  const { button, dialog } = useNumberOrigin({ title, explain: region.explain, period: month });
  const start = sentenceStart(period(month), language);
  const compared = [
    {
      key: 'previous',
      data: previous.data,
      titleOf: (before: string) =>
        hasVerdicts ? t('overview.findings.compared', { period: start, before }) : start,
    },
    {
      key: 'year',
      data: yearAgo.data,
      titleOf: () => t('overview.findings.comparedYear', { period: start }),
    },
  ].filter(
    ({ key, data }) => key === 'previous' || (hasVerdicts && data?.headline?.comparedNumber !== undefined),
  );
  const texts = previous.data && describeChanges(previous.data, formatter);
  return (
    <section className="panel" aria-labelledby={COMPARISONS_ID}>
      <h2 id={COMPARISONS_ID}>{title}</h2>
      <Silences
        months={completeness.data?.months ?? []}
        month={month}
        base={base}
        compared={compared.flatMap(({ data }) => data?.comparedPeriod ?? [])}
      />
      <Answered query={previous}>
        {() => (
          <div className={styles.compared}>
            {compared.map(({ key, data, titleOf }) =>
              data === undefined ? null : (
                <Compared key={key} title={titleOf(period(data.comparedPeriod ?? ''))} changes={data} />
              ),
            )}
          </div>
        )}
      </Answered>
      <p className="caption">{texts?.notes.join(' ')}</p>
      {button}
      {dialog}
    </section>
  );
}

function Compared({ title, changes }: { readonly title: string; readonly changes: Changes }) {
  const locale = useLocale();
  const formatter = changeFormatter(locale);
  const { headline, findings } = describeChanges(changes, formatter);
  const others = (dimensions: readonly string[]) =>
    changes.others
      .filter(({ verdict }) => verdict !== undefined)
      .filter(
        ({ subject: [only, ...rest] }) => rest.length === 0 && dimensions.includes(only?.dimension ?? ''),
      )
      .map((one) => describeComparison(one, changes, formatter));
  const types = others(TYPES);
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <h3>{title}</h3>
      <Paragraphs of={[headline, ...findings, ...others(PLACES)]} />
      {types.length > 0 && (
        <details className="behind" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{locale.t('overview.findings.types', { n: locale.number(types.length) })}</summary>
          {isOpen && <Paragraphs of={types} />}
        </details>
      )}
    </div>
  );
}

function Paragraphs({ of }: { readonly of: readonly (readonly string[])[] }) {
  const { language } = useLocale();
  return (
    <ul className={findingStyles.list} data-part="findings">
      {of.map((sentences) => (
        <li key={sentences[0]}>
          <p>{sentenceStart(sentences.join(' '), language)}</p>
        </li>
      ))}
    </ul>
  );
}

/**
 * Lists countries that were silent in a month, or in a month that it is compared with, one sentence each. Nothing without
 * silences.
 */
function Silences({
  months,
  month,
  compared,
  base,
}: {
  readonly months: readonly CompletenessMonth[];
  readonly month: string;
  readonly compared: readonly string[];
  readonly base: number;
}) {
  const { period } = useLocale();
  const { now, earlier } = findAllSilences(months, month, compared);
  if (now.length + earlier.length === 0) return null;
  return (
    <ul className={findingStyles.list} data-part="findings">
      {now.map((silence) => (
        <Sentence key={silence.entry.countries.join()} silence={silence} month={month} base={base} />
      ))}
      {earlier.map(({ countries, periods }) => (
        <li key={countries.join()} data-silence="earlier" data-sign={SILENT_SIGN}>
          <p>
            <Say
              id="overview.silence.earlier"
              values={{
                countries: <Names countries={countries} />,
                periods: periods.map((id) => period(id)).join(', '),
              }}
            />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Names({ countries }: { readonly countries: readonly string[] }) {
  return (
    <strong>
      <CountryNames countries={countries} />
    </strong>
  );
}

function Sentence({
  silence: { entry, since, wentSilent },
  month,
  base,
}: {
  readonly silence: Silence<CountryCompleteness>;
  readonly month: string;
  readonly base: number;
}) {
  const { period } = useLocale();
  const isNew = wentSilent && since === month;
  return (
    <li data-silence="now" data-sign={SILENT_SIGN}>
      <p>
        <Say
          id={isNew ? 'overview.silence.went' : 'overview.silence.since'}
          values={{
            countries: <Names countries={entry.countries} />,
            number: <Reported entry={entry} base={base} />,
            period: period(month),
            since: period(since),
          }}
        />
      </p>
    </li>
  );
}
