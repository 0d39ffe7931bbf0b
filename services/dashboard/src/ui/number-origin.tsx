import { useQuery } from '@tanstack/react-query';
import { EXPLANATION_PARTS, formatRounded, interpretRounded } from '@waylight/presentation';
import { useState } from 'react';
import { Link } from 'wouter';
import { newestOf, periodOfNumber, placeOf, releaseOf } from '../api/origin.ts';
import { releasePlanQuery, releasesQuery } from '../api/questions.ts';
import { releaseQuery } from '../api/releases.ts';
import type { Explain, Origin } from '../api/schemas.ts';
import { releasePath } from '../model/paths.ts';
import { audienceText } from '../text/audience-text.ts';
import { formatDay } from '../text/format.ts';
import { type Locale, useLocale } from '../text/locale.tsx';
import { saidText } from '../text/method-texts.ts';
import styles from './dialog.module.css';
import type { AskedNumber } from './figure-context.ts';
import { Fact, MethodFacts } from './method-facts.tsx';
import { Overlay } from './overlay.tsx';
import { Choice } from './select.tsx';
import { useTableNames } from './use-table-names.ts';
import { Answered, ViewState } from './view-state.tsx';
import { WatchButton } from './watch-button.tsx';

export type NumberOriginProps = {
  readonly title: string;
  readonly explain: Explain;
  readonly asked: AskedNumber;
  /** Table of the figure, if all its numbers are from one. */
  readonly period?: string | undefined;
  readonly close: () => void;
};

/** Release, policy and method of a number. */
export function NumberOrigin({ title, explain, asked, period, close }: NumberOriginProps) {
  const { t } = useLocale();
  return (
    <Overlay title={t('origin.title')} closed={close}>
      {() => (
        <>
          <p className="caption">{[title, ...(asked.names ?? [])].join(' · ')}</p>
          {explain.origin === undefined ? (
            <MethodFacts explain={explain} parts={EXPLANATION_PARTS} />
          ) : (
            <OriginFacts explain={explain} origin={explain.origin} asked={asked} period={period} />
          )}
        </>
      )}
    </Overlay>
  );
}

function OriginFacts({
  explain,
  origin,
  asked,
  period,
}: Pick<NumberOriginProps, 'explain' | 'asked' | 'period'> & { readonly origin: Origin }) {
  const locale = useLocale();
  const { t } = locale;
  // The period of a single number is fixed. Opened for the figure, the dialog starts with the newest period.
  const own = periodOfNumber(origin, asked.period, period);
  const [chosen, setChosen] = useState(
    () => own ?? (asked.value === undefined ? newestOf(origin) : undefined),
  );
  const isChoice = asked.value === undefined || own === undefined;
  const newest = placeOf(origin.asOf);
  const isNewest =
    (chosen === undefined || chosen === newest?.period) &&
    (asked.table === undefined || asked.table === newest?.table);
  const table = asked.table ?? newest?.table;
  return (
    <>
      {asked.value !== undefined && asked.codes !== undefined && table !== undefined && (
        <WatchButton table={table} codes={asked.codes} />
      )}
      {asked.value !== undefined && (
        <dl className={styles.facts}>
          <Fact name={t('origin.number')}>{readingOf(asked.value, origin, locale)}</Fact>
        </dl>
      )}
      {origin.layer === 'public-record' ? (
        <dl className={styles.facts}>
          <Fact name={t('origin.state')}>{origin.asOf}</Fact>
        </dl>
      ) : (
        <Release
          origin={origin}
          chosen={chosen}
          table={asked.table}
          choose={isChoice ? setChosen : undefined}
        />
      )}
      {/* The source names the newest release of the figure, so it is shown only for that period. */}
      <MethodFacts
        explain={explain}
        parts={EXPLANATION_PARTS.filter(
          (part) => part !== 'source' || origin.layer === 'public-record' || isNewest,
        )}
      />
    </>
  );
}

/** What the release plan says of a table. */
function Policy({ table }: { readonly table: string }) {
  const locale = useLocale();
  const { data } = useQuery(releasePlanQuery());
  const n = data?.paragraphs.findIndex((text) => text.startsWith(`${table}:`)) ?? -1;
  const english = data?.paragraphs[n];
  if (english === undefined) return null;
  const { text, isEnglish } = saidText(data?.sentences[n], english, locale);
  return <span lang={isEnglish ? 'en' : undefined}>{text}</span>;
}

function readingOf(value: number, { k }: Origin, { t, number, language }: Locale): string {
  if (k === undefined) return number(value);
  const { from, to } = interpretRounded(value, k);
  const text = formatRounded(value, { language, base: k, format: number });
  return t('origin.between', { text, from: number(from), to: number(to), base: number(k) });
}

function Release({
  origin,
  table,
  chosen,
  choose,
}: {
  readonly origin: Origin;
  /** Undefined if it is the table of `origin`. */
  readonly table: string | undefined;
  readonly chosen: string | undefined;
  /** Undefined if the period of the number is known. */
  readonly choose: ((period: string | undefined) => void) | undefined;
}) {
  const { t, period: periodText } = useLocale();
  const releases = useQuery(releasesQuery());
  return (
    <>
      {choose !== undefined && origin.periods.length > 1 && (
        <Choice
          label={t('figure.period')}
          value={chosen ?? ''}
          nothing={chosen === undefined ? t('origin.choose') : undefined}
          options={origin.periods.toReversed().map((one) => ({ value: one, text: periodText(one) }))}
          choose={choose}
        />
      )}
      {chosen !== undefined && (
        <Answered query={releases}>
          {(all) => {
            const found = releaseOf(origin, chosen, all, table);
            return found === undefined ? (
              <ViewState kind="empty" cause="no-release" />
            ) : (
              <ReleaseFacts {...found} />
            );
          }}
        </Answered>
      )}
    </>
  );
}

function ReleaseFacts({
  id,
  table,
  period: periodId,
  audience,
  k,
}: {
  readonly id: string;
  readonly table: string;
  readonly period: string;
  readonly audience: string;
  readonly k: number;
}) {
  const locale = useLocale();
  const { t, number, period } = locale;
  const names = useTableNames();
  const release = useQuery(releaseQuery(id));
  return (
    <>
      <dl className={styles.facts}>
        <Fact name={t('origin.release')}>
          <Link href={releasePath(id)}>
            {names.release(id)} <span className="id">{id}</span>
          </Link>
        </Fact>
        <Fact name={t('origin.table')}>{names.table(table)}</Fact>
        <Fact name={t('figure.period')}>{period(periodId)}</Fact>
        <Fact name={t('origin.audience')}>{audienceText(audience, locale)}</Fact>
        <Fact name={t('origin.bounds')}>
          {t('origin.multiple', { base: number(k), atMost: number(k - 1) })}
        </Fact>
      </dl>
      <Answered query={release} absent="no-release">
        {({ table: { closed, planVersion, signature } }) => (
          <dl className={styles.facts}>
            <Fact name={t('origin.closed')}>{formatDay(closed)}</Fact>
            <Fact name={t('origin.signature')}>
              {signature === undefined
                ? t('origin.unsigned')
                : t('origin.signed', { algorithm: signature.algorithm, keyId: signature.keyId })}
            </Fact>
            <Fact name={t('origin.policy')}>
              {t('origin.planVersion', { version: number(planVersion) })} <Policy table={table} />{' '}
              <a href="/v1/release-plan" target="_blank" rel="noopener">
                {t('origin.wholePlan')}
              </a>
            </Fact>
          </dl>
        )}
      </Answered>
    </>
  );
}
