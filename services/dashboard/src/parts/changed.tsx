import { SILENT_SIGN } from '../completeness/silent-mark.tsx';
import type { Change } from '../data/change.ts';
import { type Locale, useLocale } from '../language/locale.tsx';
import type { MessageId } from '../messages/catalogs.ts';

const SIGNS = { more: '▲', fewer: '▼' } as const;
const DOUBTS = {
  silence: { sign: SILENT_SIGN, says: 'change.silence' },
  weeks: { sign: '~', says: 'change.weeks' },
} as const satisfies Record<string, { readonly sign: string; readonly says: MessageId }>;

/** How much something changed for certain, as a sign and a span, and what else can explain it; who listens hears a sentence. */
export function Changed({ change }: { readonly change: Change }) {
  const locale = useLocale();
  const { seen, heard } = change.kind === 'uncertain' ? uncertain(change, locale) : certain(change, locale);
  const isDoubted = change.kind === 'uncertain' || change.doubt !== undefined;
  return (
    <>
      <span aria-hidden="true" className={`number change-${isDoubted ? 'uncertain' : change.kind}`}>
        {seen}
      </span>
      <span className="spoken">{heard}</span>
    </>
  );
}

type Said = { readonly seen: string; readonly heard: string };

function uncertain({ byWeek }: Extract<Change, { kind: 'uncertain' }>, { t }: Locale): Said {
  if (byWeek === undefined) return { seen: '~', heard: t('change.uncertain') };
  return {
    seen: `~ ${SIGNS[byWeek]}`,
    heard: t(byWeek === 'more' ? 'change.moreByWeek' : 'change.fewerByWeek'),
  };
}

function certain(
  { kind, from, to, doubt }: Exclude<Change, { kind: 'uncertain' }>,
  { t, number }: Locale,
): Said {
  const values = { from: number(from), to: number(to) };
  const seen = `${SIGNS[kind]} ${values.from}–${values.to}`;
  const heard = t(kind === 'more' ? 'change.more' : 'change.fewer', values);
  if (doubt === undefined) return { seen, heard };
  return { seen: `${DOUBTS[doubt].sign} ${seen}`, heard: `${heard}; ${t(DOUBTS[doubt].says)}` };
}
