import '../../styles/pages.css';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { sessionQuery } from '../../data/questions.ts';
import { signInAddress } from '../../data/sign-out.ts';
import { countryText, SIX } from '../../language/countries.ts';
import { useLocale } from '../../language/locale.tsx';
import { Say } from '../../language/say.tsx';
import type { MessageId } from '../../messages/catalogs.ts';
import { Choice } from '../../parts/choice.tsx';
import { currentPath } from '../../parts/current-path.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { chosenOf, useParameters } from '../../parts/use-parameters.ts';
import { Answered } from '../../parts/view-state.tsx';
import {
  OWN_BY,
  OWN_LENGTHS,
  type OwnBy,
  type OwnLength,
  ownCommand,
  ownCommandInRegion,
} from './own-command.ts';

const BY_WORDS: Readonly<Record<OwnBy, MessageId>> = {
  period: 'own.by.period',
  type: 'own.by.type',
  perpetrator: 'own.by.perpetrator',
  segment: 'own.by.segment',
  personGroup: 'own.by.personGroup',
  service: 'own.by.service',
};

const LENGTH_WORDS: Readonly<Record<OwnLength, MessageId>> = {
  week: 'own.length.week',
  month: 'own.length.month',
  quarter: 'own.length.quarter',
  year: 'own.length.year',
};

/** How an analyst gets the exact numbers of her own organisation: from its node, past everybody else. */
export function OwnPage() {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('own.title')} />
      <div className="panels">
        <Answered query={session}>
          {({ organisation, signIn }) =>
            organisation === undefined ? (
              <NotAnAnalyst mayCome={signIn} />
            ) : (
              <CommandPanel organisation={organisation} />
            )
          }
        </Answered>
        <section className="panel prose" aria-labelledby="why">
          <h2 id="why">{t('own.why')}</h2>
          <p>{t('own.why.exact')}</p>
          <p>{t('own.why.notHere')}</p>
          <p>{t('own.why.careful')}</p>
        </section>
      </div>
    </>
  );
}

function NotAnAnalyst({ mayCome }: { readonly mayCome: boolean }) {
  const { t } = useLocale();
  return (
    <div className="state state-not-permitted" role="note">
      <p className="state-says">{t('own.needsAnalyst')}</p>
      <p>{t('own.needsAnalyst.next')}</p>
      {mayCome && (
        <a className="button" href={signInAddress(currentPath())}>
          {t('session.signIn')}
        </a>
      )}
    </div>
  );
}

function CommandPanel({ organisation }: { readonly organisation: string }) {
  const { t, language } = useLocale();
  const { get, set } = useParameters();
  const country = chosenOf(get('country'), SIX);
  const by = chosenOf(get('by'), OWN_BY) ?? 'type';
  const length = chosenOf(get('period'), OWN_LENGTHS) ?? 'month';
  const question = country === undefined ? undefined : { organisation, country, by, length };
  return (
    <section className="panel prose" aria-labelledby="command">
      <h2 id="command">{t('own.command')}</h2>
      <p className="caption">{t('own.command.caption', { organisation })}</p>
      <div className="choices">
        <Choice
          label={t('own.country')}
          value={country ?? ''}
          nothing={t('own.choose')}
          options={SIX.map((value) => ({ value, text: countryText(value, language) }))}
          choose={(value) => set({ country: value })}
        />
        <Choice
          label={t('own.by')}
          value={by}
          options={OWN_BY.map((value) => ({ value, text: t(BY_WORDS[value]) }))}
          choose={(value) => set({ by: value })}
        />
        <Choice
          label={t('own.length')}
          value={length}
          options={OWN_LENGTHS.map((value) => ({ value, text: t(LENGTH_WORDS[value]) }))}
          choose={(value) => set({ period: value })}
        />
      </div>
      {question !== undefined && (
        <>
          <Command text={ownCommand(question)} />
          <p>{t('own.trial')}</p>
          <p>{t('own.region')}</p>
          <Command text={ownCommandInRegion(question)} />
          <p>
            <Say
              id="own.other"
              values={{
                csv: <code>--format csv</code>,
                json: <code>--format json</code>,
                help: <code>npx waylight trends --help</code>,
              }}
            />
          </p>
        </>
      )}
    </section>
  );
}

function Command({ text }: { readonly text: string }) {
  const { t } = useLocale();
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  };
  return (
    <div className="command">
      <code>
        {text.split(' ').map((word) => (
          <Fragment key={word}>
            <span className="word">{word}</span>{' '}
          </Fragment>
        ))}
      </code>
      <button type="button" onClick={() => void copy()}>
        {t('own.copy')}
      </button>
      <span role="status">
        {copied === 'yes' && t('own.copied')}
        {copied === 'failed' && t('own.copyFailed')}
      </span>
    </div>
  );
}
