import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { Link, useLocation } from 'wouter';
import { ROUTES } from '../../model/routes.ts';
import { countryText } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { BORDER_URL } from '../../ui/border-view.ts';
import { Choice } from '../../ui/select.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { Answered } from '../../ui/view-state.tsx';
import { AllSegments } from './all-segments.tsx';
import { BorderHead } from './border-head.tsx';
import { SegmentPage } from './segment-page.tsx';
import { useBorderNumbers } from './use-border-numbers.ts';

export { fetchEarly } from './use-border-numbers.ts';

/** Incidents at all borders by direction, or at one border if the URL names a segment. */
export function Page() {
  const [path] = useLocation();
  const code = path.split('/')[2] ?? '';
  if (code === '') return <AllBorders />;
  return isSegment(code) ? <SegmentPage key={code} code={code} /> : <NoSuchBorder />;
}

/** True if a URL names a segment between two countries. */
const isSegment = (code: string): boolean => {
  const ends = code.split('-');
  return ends.length === 2 && ends.every((end) => COUNTRY_ORDER.some((country) => country === end));
};

function NoSuchBorder() {
  const { t } = useLocale();
  return (
    <div className="state">
      <h1>{t('page.missing')}</h1>
      <Link href={ROUTES.border.path}>{t('border.all')}</Link>
    </div>
  );
}

function AllBorders() {
  const { t } = useLocale();
  const { state: view, change } = useUrlState(BORDER_URL);
  const numbers = useBorderNumbers(view);
  const { query, at } = numbers;
  return (
    <>
      <BorderHead title={t('border.title')} view={view} change={change} numbers={numbers}>
        <Choice
          label={t('border.country')}
          value={view.country ?? ''}
          nothing={t('border.country.all')}
          options={COUNTRY_ORDER.map((code) => ({ value: code, text: countryText(code, t) }))}
          choose={(country) => change({ country })}
        />
      </BorderHead>
      <Answered query={query}>
        {(answer) =>
          at === undefined ? null : (
            <AllSegments
              answer={answer}
              at={at}
              view={view}
              change={change}
              numbers={numbers}
              base={answer.k ?? DEFAULT_ROUNDING_BASE}
            />
          )
        }
      </Answered>
    </>
  );
}

/** Rows and columns of the matrix are ordered from south to north. */
const COUNTRY_ORDER: readonly string[] = [
  'GR',
  'BG',
  'AL',
  'MK',
  'XK',
  'ME',
  'RS',
  'BA',
  'RO',
  'HU',
  'HR',
  'SI',
];
