import { useEffect } from 'react';

/** While it is printed, the document is the bulletin: a PDF says its language, which readers aloud need, by the root of the page. */
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
