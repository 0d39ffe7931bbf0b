import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { inboxQuery } from '../api/inbox.ts';
import { sessionQuery } from '../api/questions.ts';
import { ROUTES } from '../model/routes.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './head.module.css';

/** Links analysts to their inbox, with the number of waiting items. */
export function InboxLink() {
  const { t, number } = useLocale();
  const [at] = useLocation();
  const organisation = useQuery(sessionQuery()).data?.organisation;
  const { data } = useQuery({ ...inboxQuery(), enabled: organisation !== undefined });
  if (organisation === undefined) return null;
  const { path, title } = ROUTES.inbox;
  return (
    <Link
      className={data === undefined || data.count === 0 ? styles.inbox : `${styles.inbox} ${styles.waiting}`}
      href={path}
      aria-current={at === path ? 'page' : undefined}
    >
      {t(title)}
      {data !== undefined && ` (${number(data.count)})`}
    </Link>
  );
}
