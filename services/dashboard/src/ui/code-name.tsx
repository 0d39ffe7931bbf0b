import { segmentById } from '@waylight/taxonomy/places';
import { codeText } from '../text/code-name.ts';
import { useLocale } from '../text/locale.tsx';
import { Country } from './country.tsx';

const COUNTRY = /^[A-Z]{2}$/;

/** Name of a code as an element. Countries include the link to their footnote. */
export function CodeName({ dimension, code }: { readonly dimension: string; readonly code: string }) {
  const locale = useLocale();
  const text = codeText(dimension, code, locale);
  if (dimension === 'country' && COUNTRY.test(code)) return <Country code={code} />;
  const segment = dimension === 'segment' ? segmentById(code) : undefined;
  if (segment?.from === undefined || segment.to === undefined || segment.stretch !== undefined) return text;
  return (
    <>
      <Country code={segment.from} /> → <Country code={segment.to} />
    </>
  );
}
