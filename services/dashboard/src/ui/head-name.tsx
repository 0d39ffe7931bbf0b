import { type Head, PERIOD } from '../model/grid.ts';
import { headText } from '../model/head-text.ts';
import { useLocale } from '../text/locale.tsx';
import { CodeName } from './code-name.tsx';

/** Name of a row or column as an element. Countries include the link to their footnote. */
export function HeadName({ head, isShort = false }: { readonly head: Head; readonly isShort?: boolean }) {
  const locale = useLocale();
  const { id, dimension, text } = head;
  return text === undefined && dimension !== undefined && dimension !== PERIOD ? (
    <CodeName dimension={dimension} code={id} />
  ) : (
    headText(head, locale, { isShort })
  );
}
