import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../api/questions.ts';
import type { Session } from '../../api/schemas.ts';
import { SIX } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useFragmentState } from '../../ui/use-url-state.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { CommandPanel } from './command-panel.tsx';
import { NumbersPanel } from './numbers-panel.tsx';
import { chosenIn, OWN_URL, QuestionPanel } from './question-panel.tsx';

/** The exact numbers of the reader's own organisation. They come directly from its node. */
export function Page() {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('own.title')} />
      <div className="columns">
        <Answered query={session}>
          {({ organisation, nodes }) =>
            organisation === undefined ? (
              <ViewState kind="not-permitted" cause="no-analyst" />
            ) : (
              <OwnNumbers key={organisation} organisation={organisation} nodes={nodes} />
            )
          }
        </Answered>
        <Span of={5}>
          <section className="panel prose" aria-labelledby="why">
            <h2 id="why">{t('own.why')}</h2>
            <p>{t('own.why.exact')}</p>
            <p>{t('own.why.notHere')}</p>
            <p>{t('own.why.noFile')}</p>
          </section>
        </Span>
      </div>
    </>
  );
}

function OwnNumbers({
  organisation,
  nodes,
}: {
  readonly organisation: string;
  readonly nodes: Session['nodes'];
}) {
  // Insights may learn that a reader opens this page, but not which numbers are requested.
  const { state, change } = useFragmentState(OWN_URL);
  const countries = nodes?.map(({ country }) => country) ?? SIX;
  const chosen = chosenIn(state, countries);
  const { country } = chosen;
  const question = country === undefined ? undefined : { ...chosen, organisation, country };
  const origin = nodes?.find((node) => node.country === country)?.origin;
  return (
    <>
      <QuestionPanel chosen={chosen} countries={countries} change={change} />
      <NumbersPanel organisation={organisation} question={question} origin={origin} />
      <Span of={7}>
        <CommandPanel organisation={organisation} question={question} />
      </Span>
    </>
  );
}
