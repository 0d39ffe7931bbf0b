import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { FiredWatch, Inbox } from '../../api/inbox.ts';
import type { Session } from '../../api/schemas.ts';
import { useChange } from '../../api/use-change.ts';
import { markRead } from '../../api/watches.ts';
import { bulletinPath, releasePath } from '../../model/paths.ts';
import { formatInstant } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { useTableNames } from '../../ui/use-table-names.ts';
import styles from './inbox.module.css';
import { SeriesName } from './series-name.tsx';

const REASONS: Readonly<Record<FiredWatch['reasons'][number], MessageId>> = {
  more: 'inbox.more',
  fewer: 'inbox.fewer',
  silent: 'inbox.silent',
};

/** Changes of watched series, then approvals and bulletins that wait. */
export function InboxList({ session, waiting }: { readonly session: Session; readonly waiting: Inbox }) {
  const { t } = useLocale();
  const names = useTableNames();
  const { failed, run } = useChange('inbox');
  const { count, watches, approvals, bulletins } = waiting;
  return (
    <section className="panel" aria-label={t('nav.inbox')}>
      <p role="status">
        {failed !== undefined && t(failed)}
        {failed === undefined && count === 0 && t('inbox.none')}
      </p>
      <ul className={styles.list}>
        {watches.map((fired) => (
          <Fired
            key={`${fired.watch} ${fired.period}`}
            fired={fired}
            audience={session.reads}
            read={() => void run(() => markRead(session, [fired]))}
          />
        ))}
        {approvals.map(({ release, until, for: of }) => (
          <Item
            key={`${release} ${of}`}
            what={of === undefined ? t('act.approve') : t('act.approveFor', { organisation: of })}
            more={`${t('approvals.until')} ${formatInstant(Date.parse(until))}`}
          >
            <Link href={releasePath(release)}>{names.release(release)}</Link>
          </Item>
        ))}
        {bulletins.map(({ id, title }) => (
          <Item key={id} what={t('inbox.review')}>
            <Link href={bulletinPath(id)}>{title}</Link>
          </Item>
        ))}
      </ul>
      {watches.length > 1 && (
        <button type="button" onClick={() => void run(() => markRead(session, watches))}>
          {t('inbox.readAll')}
        </button>
      )}
    </section>
  );
}

/** A change of a watched series: its verdict in words, and a link to the release. */
function Fired({
  fired,
  audience,
  read,
}: {
  readonly fired: FiredWatch;
  readonly audience: Session['reads'];
  readonly read: () => void;
}) {
  const { t, period } = useLocale();
  const { table, period: id } = fired;
  return (
    <Item
      what={`${period(id)}: ${fired.reasons.map((reason) => t(REASONS[reason])).join(' ')}`}
      action={
        <button type="button" onClick={read}>
          {t('inbox.read')}
        </button>
      }
    >
      <Link href={releasePath(`${table}.${id}.${audience}`)}>
        <SeriesName series={fired} />
      </Link>
    </Item>
  );
}

function Item({
  what,
  more,
  action,
  children,
}: {
  readonly what: string;
  readonly more?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <span>
        <strong>{what}</strong>
        <span>{children}</span>
        {more !== undefined && <span className="caption">{more}</span>}
      </span>
      {action}
    </li>
  );
}
