import { useLocale } from '../../text/locale.tsx';
import styles from './editor.module.css';
import { type ProblemInBulletin, problemText } from './problem-text.ts';
import { placeText } from './words.ts';

/** Problems of a bulletin, with their places. */
export function Problems({ problems }: { readonly problems: readonly ProblemInBulletin[] }) {
  const locale = useLocale();
  return (
    <ul className={styles.plain}>
      {problems.map((problem) => {
        const { path, at, message, name } = problem;
        return (
          <li key={`${path}${at}${message}`}>
            {placeText(path, locale, name)}:{' '}
            {problemText(problem, locale) ?? <span lang="en">{message}</span>}
          </li>
        );
      })}
    </ul>
  );
}
