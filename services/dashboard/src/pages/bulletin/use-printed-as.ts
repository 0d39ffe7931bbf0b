import { useEffect } from 'react';

/**
 * Sets the language of the document while printing. A PDF gets its language, which screen readers need, from the root element.
 */
export function usePrintedAs(language: string): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | undefined;
    const begin = () => {
      before ??= root.lang;
      root.lang = language;
    };
    const end = () => {
      if (before !== undefined) root.lang = before;
      before = undefined;
    };
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      end();
    };
  }, [language]);
}
