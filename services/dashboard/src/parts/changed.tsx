import type { Change } from '../data/change.ts';
import { changeSign, SPAN_WORDS } from '../data/change-sign.ts';
import { type Locale, useLocale } from '../language/locale.tsx';

/** How much something changed for certain, as a sign and a span, and what else can explain it; who listens hears a sentence. */
export function Changed({ change }: { readonly change: Change }) {
  const locale = useLocale();
  const { t, number } = locale;
  const isDoubted = change.kind === 'uncertain' || change.doubt !== undefined;
  const said = inWords(change, locale);
  return (
    <>
      <span aria-hidden="true" className={`number change-${isDoubted ? 'uncertain' : change.kind}`}>
        {changeSign(change, number)}
      </span>
      <span className="spoken">{change.doubt === undefined ? said : `${said}; ${t('change.silence')}`}</span>
    </>
  );
}

function inWords(change: Change, { t, number }: Locale): string {
  switch (change.kind) {
    case 'more':
    case 'fewer':
      return t(SPAN_WORDS[change.kind], { from: number(change.from), to: number(change.to) });
    case 'uncertain':
      return t('change.uncertain');
    default:
      return change satisfies never;
  }
}
