import type { Subject } from '../data/series.ts';
import { countryText } from '../language/countries.ts';
import { type Locale, useLocale } from '../language/locale.tsx';
import { Country } from './country.tsx';

const REST = 'other-or-unknown';

/** The name of what a line of numbers is about. */
export function SubjectName({ subject }: { readonly subject: Subject }) {
  const locale = useLocale();
  if (subject.kind === 'country') return <Country code={subject.code} />;
  return subjectText(subject, locale);
}

/** The same where no element can stand, as in the label of a drawing. */
export function subjectText(subject: Subject, { t, label }: Locale): string {
  switch (subject.kind) {
    case 'region':
      return t('overview.region');
    case 'country':
      return subject.code === REST ? t('country.other') : countryText(subject.code, t);
    case 'typeGroup':
      return subject.code === REST ? t('type.other') : label('typeGroup', subject.code);
    default:
      return subject satisfies never;
  }
}
