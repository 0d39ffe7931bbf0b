import './styles/windows.css';
import { useQuery } from '@tanstack/react-query';
import {
  EXPLANATION_PARTS,
  type ExplanationPart,
  formatRounded,
  interpretRounded,
} from '@waylight/presentation';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import { newestOf, periodOfNumber, placeOf, releaseOf } from '../api/origin.ts';
import { releasePlanQuery, releasesQuery } from '../api/questions.ts';
import { releaseQuery } from '../api/releases.ts';
import type { Explain, Origin } from '../api/schemas.ts';
import { formatDay } from '../text/format.ts';
import { type Locale, useLocale } from '../text/locale.tsx';
import {
  hasForeignPart,
  METHOD_TITLES,
  methodTexts,
  saidText,
  type ToldMethod,
  useMethodWords,
} from '../text/method-texts.ts';
import type { MessageId } from '../text/texts.ts';
import type { AskedNumber } from './figure-context.ts';
import { useTableNames } from './use-table-names.ts';
import { Answered, ViewState } from './view-state.tsx';
import { WatchButton } from './watch-button.tsx';

const READERS: Readonly<Record<string, MessageId>> = {
  partners: 'origin.audience.partners',
  network: 'origin.audience.network',
  authorities: 'origin.audience.authorities',
  public: 'origin.audience.public',
};

export type NumberOriginProps = {
  readonly title: string;
  readonly explain: Explain;
  readonly asked: AskedNumber;
  /** Of the figure, where its numbers are all of one. */
  readonly period?: string | undefined;
  readonly close: () => void;
};

/** Release, policy and method of a number; over the page, until it is closed. */
export function NumberOrigin({ title, explain, asked, period, close }: NumberOriginProps) {
  const { t } = useLocale();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="origin" aria-labelledby={id} onClose={close}>
      <div className="origin-head">
        <h2 id={id}>{t('origin.title')}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('action.close')}
        </button>
      </div>
      <p className="caption">{[title, ...(asked.names ?? [])].join(' · ')}</p>
      {explain.origin === undefined ? (
        <MethodFacts explain={explain} parts={EXPLANATION_PARTS} />
      ) : (
        <OriginFacts explain={explain} origin={explain.origin} asked={asked} period={period} />
      )}
    </dialog>
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
  // A number is of one period, which cannot be chosen; a figure's button shows the newest first.
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
        <dl className="facts">
          <Fact name={t('origin.number')}>{readingOf(asked.value, origin, locale)}</Fact>
        </dl>
      )}
      {origin.layer === 'public-record' ? (
        <dl className="facts">
          <Fact name={t('origin.state')}>{origin.asOf}</Fact>
        </dl>
      ) : (
        <Release {...{ origin, chosen }} table={asked.table} choose={isChoice ? setChosen : undefined} />
      )}
      {/* The source names the newest release of the figure; it does not hold for another one. */}
      <MethodFacts
        explain={explain}
        parts={EXPLANATION_PARTS.filter(
          (part) => part !== 'source' || origin.layer === 'public-record' || isNewest,
        )}
      />
    </>
  );
}

function MethodFacts({
  explain,
  parts,
}: {
  readonly explain: ToldMethod;
  readonly parts: readonly ExplanationPart[];
}) {
  const locale = useLocale();
  const { t, language } = locale;
  const words = useMethodWords();
  if (words === undefined) return null;
  const texts = methodTexts(explain, words, locale);
  return (
    <>
      {hasForeignPart(texts, language) && <p className="caption">{t('figure.inEnglish')}</p>}
      <dl className="facts">
        {parts.map((part) => (
          <Fact key={part} name={t(METHOD_TITLES[part])} lang={texts[part].isEnglish ? 'en' : undefined}>
            {texts[part].text}
          </Fact>
        ))}
      </dl>
    </>
  );
}

/** What the release plan says of a table. */
function Policy({ table }: { readonly table: string }) {
  const locale = useLocale();
  const { data } = useQuery(releasePlanQuery());
  const words = useMethodWords();
  const n = data?.paragraphs.findIndex((text) => text.startsWith(`${table}:`)) ?? -1;
  const english = data?.paragraphs[n];
  if (english === undefined || words === undefined) return null;
  const { text, isEnglish } = saidText(data?.sentences[n], english, words, locale);
  return <span lang={isEnglish ? 'en' : undefined}>{text}</span>;
}

function Fact({
  name,
  lang,
  children,
}: {
  readonly name: string;
  /** Of what it says, where that is not the language of the page. */
  readonly lang?: string | undefined;
  readonly children: ReactNode;
}) {
  if (children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd lang={lang}>{children}</dd>
    </div>
  );
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
  /** Undefined if it is that of the origin. */
  readonly table: string | undefined;
  readonly chosen: string | undefined;
  /** Undefined where it is known. */
  readonly choose: ((period: string) => void) | undefined;
}) {
  const { t, period: periodText } = useLocale();
  const releases = useQuery(releasesQuery());
  return (
    <>
      {choose !== undefined && origin.periods.length > 1 && (
        <label className="field">
          <span>{t('figure.period')}</span>
          <select value={chosen ?? ''} onChange={({ target }) => choose(target.value)}>
            {chosen === undefined && <option value="">{t('origin.choose')}</option>}
            {origin.periods.toReversed().map((one) => (
              <option key={one} value={one}>
                {periodText(one)}
              </option>
            ))}
          </select>
        </label>
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
  const { t, number, period } = useLocale();
  const names = useTableNames();
  const release = useQuery(releaseQuery(id));
  const readers = READERS[audience];
  return (
    <>
      <dl className="facts">
        <Fact name={t('origin.release')}>
          <Link href={`/releases/${encodeURIComponent(id)}`}>
            {names.release(id)} <span className="id">{id}</span>
          </Link>
        </Fact>
        <Fact name={t('origin.table')}>{names.table(table)}</Fact>
        <Fact name={t('figure.period')}>{period(periodId)}</Fact>
        <Fact name={t('origin.audience')}>{readers === undefined ? audience : t(readers)}</Fact>
        <Fact name={t('origin.bounds')}>
          {t('origin.multiple', { base: number(k), atMost: number(k - 1) })}
        </Fact>
      </dl>
      <Answered query={release} absent="no-release">
        {({ table: { closed, planVersion, signature } }) => (
          <dl className="facts">
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
