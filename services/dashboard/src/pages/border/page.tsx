import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { releasesQuery, trendsQuery } from '../../data/questions.ts';
import { PAGE_QUESTIONS } from '../../data/report-questions.ts';
import { countryText } from '../../language/countries.ts';
import { useLocale } from '../../language/locale.tsx';
import { periodsIn } from '../../model/periods.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Select } from '../../parts/select.tsx';
import { useStamp } from '../../parts/use-stamp.ts';
import { useStampText } from '../../parts/use-stamp-text.ts';
import { Answered } from '../../parts/view-state.tsx';
import { PERIOD_WORDS } from '../trends/period-words.ts';
import { BorderView } from './border-view.tsx';
import { COUNTRY_ORDER } from './country-order.ts';
import { monthBeyond } from './segments.ts';
import { BORDER_PERIODS, useBorderView } from './use-border-view.ts';

const QUESTIONS = {
  month: PAGE_QUESTIONS.segments,
  quarter: PAGE_QUESTIONS.segmentsByQuarter,
  year: PAGE_QUESTIONS.segmentsByYear,
} as const;
const SEGMENT_TABLES: readonly string[] = BORDER_PERIODS.map((kind) => `segment-${kind}`);

/** Which borders, in which direction: on a map, from each country to each, and one by one. */
export function Page() {
  const locale = useLocale();
  const { t, period } = locale;
  const stampOf = useStampText();
  const { view, change } = useBorderView();
  const releases = useQuery(releasesQuery());
  const answer = useQuery(trendsQuery(QUESTIONS[view.period]));
  const periods = answer.data === undefined ? [] : periodsIn(answer.data);
  const at = view.at !== undefined && periods.includes(view.at) ? view.at : periods.at(-1);
  const released = (releases.data ?? []).flatMap((one) =>
    SEGMENT_TABLES.includes(one.table) ? [one.period] : [],
  );
  const kinds = BORDER_PERIODS.filter(
    (kind) => kind === view.period || released.some((id) => isOfKind(id, kind)),
  );
  const asOf = useStamp(answer.data, at);
  const months = released.filter((id) => isOfKind(id, 'month'));
  // The newest of quarters may end long before the newest month: whoever asks what is new is told.
  const later = at !== undefined && at === periods.at(-1) ? monthBeyond(at, months) : undefined;
  return (
    <>
      <PageHead title={t('border.title')} asOf={asOf} asOfName={stampOf(asOf)}>
        <div className="fields">
          <Select
            label={t('period.length')}
            value={view.period}
            choose={(value) =>
              change({
                ...view,
                period: BORDER_PERIODS.find((kind) => kind === value) ?? view.period,
                at: undefined,
              })
            }
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(PERIOD_WORDS[kind])}
              </option>
            ))}
          </Select>
          {at !== undefined && (
            <Select label={t('figure.period')} value={at} choose={(id) => change({ ...view, at: id })}>
              {periods.toReversed().map((id) => (
                <option key={id} value={id}>
                  {period(id)}
                </option>
              ))}
            </Select>
          )}
          <Select
            label={t('border.country')}
            value={view.country ?? ''}
            choose={(country) => change({ ...view, country: country === '' ? undefined : country })}
          >
            <option value="">{t('border.country.all')}</option>
            {COUNTRY_ORDER.map((code) => (
              <option key={code} value={code}>
                {countryText(code, t)}
              </option>
            ))}
          </Select>
        </div>
      </PageHead>
      <Answered query={answer}>
        {(found) =>
          at === undefined ? null : (
            <BorderView
              answer={found}
              base={found.k ?? DEFAULT_ROUNDING_BASE}
              at={at}
              later={later}
              view={view}
              change={change}
              kinds={kinds}
            />
          )
        }
      </Answered>
    </>
  );
}

function isOfKind(id: string, kind: (typeof BORDER_PERIODS)[number]): boolean {
  switch (kind) {
    case 'month':
      return /^\d{4}-\d{2}$/.test(id);
    case 'quarter':
      return /^\d{4}-Q\d$/.test(id);
    case 'year':
      return /^\d{4}$/.test(id);
    default:
      return kind satisfies never;
  }
}
