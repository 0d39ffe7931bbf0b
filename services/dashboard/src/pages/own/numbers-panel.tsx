import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { NodeProblem, ownNumbersQuery } from '../../api/ask-node.ts';
import { aboutQuery, sessionQuery } from '../../api/questions.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { ContactLink } from '../../ui/contact-link.tsx';
import { State } from '../../ui/state.tsx';
import { Command } from './command-panel.tsx';
import styles from './own.module.css';
import { dimensionsOf, type OwnQuestion, ownCommand } from './own-command.ts';
import { OwnNumbers } from './own-numbers.tsx';
import { type AskedStage, BUTTONS, stageOf } from './own-stage.ts';
import { PROBLEM_WORDS } from './own-words.ts';

/**
 * Exact numbers, shown only after the reader asks for them. Neither opening the URL nor restoring the window shows numbers or
 * sends a request to the node.
 */
export function NumbersPanel({
  organisation,
  question,
  origin,
}: {
  readonly organisation: string;
  /** Undefined until a node is chosen. */
  readonly question: OwnQuestion | undefined;
  /** Origin of the node; undefined if browsers cannot reach it. */
  readonly origin: string | undefined;
}) {
  const { t } = useLocale();
  return (
    <section className="panel prose" aria-labelledby="numbers">
      <h2 id="numbers">{t('own.numbers')}</h2>
      <p className="caption">{t('own.numbers.caption', { organisation })}</p>
      {/* The warning must be visible before the numbers are. */}
      <p id={CAREFUL}>{t('own.careful')}</p>
      {question === undefined ? (
        <div className="buttons">
          <button type="button" disabled aria-describedby={FIRST}>
            {t('own.show')}
          </button>
          <span id={FIRST}>{t('own.chooseFirst')}</span>
        </div>
      ) : (
        <>
          {origin === undefined ? (
            <State says={t('own.noEndpoint')} next={t('own.noEndpoint.next')} />
          ) : (
            <OnDemand question={question} origin={origin} />
          )}
          <p>{t('own.noCertificate', { organisation })}</p>
          <Command text={ownCommand(question)} />
        </>
      )}
      <Certificate organisation={organisation} />
    </section>
  );
}

/** The certificate that the browser needs, and where it is or whom to ask for it. */
function Certificate({ organisation }: { readonly organisation: string }) {
  const { t } = useLocale();
  const contact = useQuery(aboutQuery()).data?.contact;
  const isTrial = useQuery(sessionQuery()).data?.trial === true;
  return (
    <p>
      {t('own.certificate', { organisation })}{' '}
      {isTrial ? (
        <Say id="own.certificate.trial" values={{ folder: <code>{TRIAL_FOLDER}</code> }} />
      ) : (
        t('own.certificate.ask', { organisation })
      )}
      {contact !== undefined && (
        <>
          {' '}
          <Say id="own.certificate.contact" values={{ contact: <ContactLink contact={contact} /> }} />
        </>
      )}
    </p>
  );
}

const TRIAL_FOLDER = '.waylight/region/certs/organisations';

const FIRST = 'choose-first';
const CAREFUL = 'careful';

/** One button that always remains, so that it keeps the focus. Its label depends on the state of the numbers. */
function OnDemand({ question, origin }: { readonly question: OwnQuestion; readonly origin: string }) {
  const { t } = useLocale();
  const [isWanted, setWanted] = useState(false);
  const [requestStage, setRequestStage] = useState<AskedStage>('asking');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    // Browsers cache the state of a page for the back button.
    const hide = () => flushSync(() => setWanted(false));
    addEventListener('pagehide', hide);
    return () => removeEventListener('pagehide', hide);
  }, []);
  const stage = isWanted ? requestStage : 'away';
  const { says, isMain } = BUTTONS[stage];
  const press = () => {
    const isHiding = stage === 'asking' || stage === 'shown';
    setWanted(!isHiding);
    setRequestStage('asking');
    if (!isHiding) setAttempt(attempt + 1);
  };
  return (
    <>
      <div className="buttons">
        <button
          type="button"
          className={isMain ? 'button' : undefined}
          aria-expanded={stage === 'shown'}
          aria-describedby={CAREFUL}
          onClick={press}
        >
          {t(says)}
        </button>
      </div>
      {isWanted && (
        <div className={styles.answer}>
          <FetchedNumbers key={attempt} question={question} origin={origin} tell={setRequestStage} />
        </div>
      )}
    </>
  );
}

/** Fetches the numbers when it is mounted, and drops them when it is unmounted. They are stored nowhere else. */
function FetchedNumbers({
  question,
  origin,
  tell,
}: {
  readonly question: OwnQuestion;
  readonly origin: string;
  readonly tell: (stage: AskedStage) => void;
}) {
  const { organisation, by, length: period, from, to } = question;
  const query = useQuery(ownNumbersQuery({ origin, organisation, by: dimensionsOf(by), period, from, to }));
  const stage = stageOf(query);
  // A layout effect, so that button and numbers change in the same frame.
  useLayoutEffect(() => tell(stage), [tell, stage]);
  if (stage === 'asking') return <Asking />;
  if (query.data !== undefined)
    return <OwnNumbers answer={query.data} question={question} readAtMs={query.dataUpdatedAt} />;
  return <NoNumbers error={query.error} organisation={organisation} origin={origin} />;
}

function Asking() {
  const { t } = useLocale();
  return <State kind="loading" role="status" says={t('own.loading')} next={t('own.loading.next')} />;
}

function NoNumbers({
  error,
  organisation,
  origin,
}: {
  readonly error: Error | null;
  readonly organisation: string;
  readonly origin: string;
}) {
  const { t } = useLocale();
  const problem = error instanceof NodeProblem ? error : new NodeProblem('unreadable');
  const { says, next } = PROBLEM_WORDS[problem.code];
  return (
    <State
      kind="error"
      role="alert"
      says={t(says, { other: problem.organisation ?? '' })}
      next={t(next, { organisation })}
    >
      {problem.code === 'unreachable' && (
        // Opening the link makes the browser ask for the certificate. The node does not learn the referring page.
        <a className="button" href={origin} target="_blank" rel="noopener noreferrer">
          {t('own.openNode')}
        </a>
      )}
    </State>
  );
}
