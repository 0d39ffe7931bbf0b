import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { AUDIENCES } from '../../data/bulletin-schemas.ts';
import { saveBulletin } from '../../data/bulletins.ts';
import { releasesQuery, sessionQuery } from '../../data/questions.ts';
import { LANGUAGE_NAMES } from '../../language/languages.ts';
import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Answered, ViewState } from '../../parts/view-state.tsx';
import { periodsWithReleases } from './choices.ts';
import { type BulletinFrame, emptyBulletin } from './content-edit.ts';
import { Failure, type Unsaved } from './failure.tsx';
import { mayWrite } from './list-page.tsx';
import { editPath } from './paths.ts';
import { Select } from './select.tsx';
import { AUDIENCE_WORDS } from './words.ts';

/** What a bulletin is of, before anything is written: a period that is released, a circle and a language. */
export function NewPage() {
  const { t } = useLocale();
  const releases = useQuery(releasesQuery());
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('bulletin.new')} />
      <Answered query={session}>
        {(who) =>
          mayWrite(who) ? (
            <Answered query={releases}>
              {(all) => {
                const periods = periodsWithReleases(all);
                return periods.length === 0 ? <ViewState kind="empty" /> : <Form periods={periods} />;
              }}
            </Answered>
          ) : (
            <ViewState kind="not-permitted" cause="no-member" />
          )
        }
      </Answered>
    </>
  );
}

function Form({ periods }: { readonly periods: readonly string[] }) {
  const { t, language, period } = useLocale();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const [frame, setFrame] = useState<BulletinFrame>({
    ...{ title: '', language, audience: 'partners', period: periods[0] ?? '' },
  });
  const [failure, setFailure] = useState<Unsaved>();
  const begin = async () => {
    const id = crypto.randomUUID();
    const outcome = await saveBulletin(session, id, 0, emptyBulletin(frame));
    if (outcome.kind !== 'done') return setFailure(outcome);
    await client.invalidateQueries({ queryKey: ['bulletins'] });
    navigate(editPath(id));
  };
  return (
    <form
      className="panel bulletin-form"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <label className="field">
        <span>{t('bulletin.title')}</span>
        <input
          required
          maxLength={200}
          value={frame.title}
          onChange={({ target }) => setFrame({ ...frame, title: target.value })}
        />
      </label>
      <Select
        label={t('figure.period')}
        value={frame.period}
        options={periods.map((id) => [id, period(id)])}
        choose={(chosen) => setFrame({ ...frame, period: chosen })}
      />
      <Select
        label={t('bulletin.language')}
        value={frame.language}
        options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]])}
        choose={(chosen) => setFrame({ ...frame, language: chosen })}
      />
      <Select
        label={t('bulletin.audience')}
        value={frame.audience}
        options={AUDIENCES.map((one) => [one, t(AUDIENCE_WORDS[one])])}
        choose={(chosen) => setFrame({ ...frame, audience: chosen })}
      />
      <p className="caption">{t('bulletin.audience.note')}</p>
      {failure !== undefined && <Failure outcome={failure} />}
      <button type="submit" className="button">
        {t('bulletin.begin')}
      </button>
    </form>
  );
}
