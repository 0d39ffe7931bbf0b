import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { Link } from 'wouter';
import { type FiredWatch, type Inbox, inboxQuery } from '../../api/inbox.ts';
import { sessionQuery } from '../../api/questions.ts';
import type { Session } from '../../api/schemas.ts';
import { useChange } from '../../api/use-change.ts';
import { deliveryQuery, markRead, removeWatch, type Watch, watchesQuery } from '../../api/watches.ts';
import { bulletinPath, releasePath } from '../../model/paths.ts';
import { formatInstant } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Span } from '../../ui/columns.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { DeliveryPart } from './delivery-part.tsx';
import styles from './inbox.module.css';
import { SeriesName } from './series-name.tsx';

/** The inbox of an analyst, the watched series, and settings for messages. */
export function Page() {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('nav.inbox')} />
      <Answered query={session}>
        {(reader) =>
          reader.organisation === undefined ? (
            <ViewState kind="not-permitted" cause="no-analyst" />
          ) : (
            <InboxPanels key={reader.account} session={reader} />
          )
        }
      </Answered>
    </>
  );
}

function InboxPanels({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  const inbox = useQuery(inboxQuery());
  const watches = useQuery(watchesQuery());
  const delivery = useQuery(deliveryQuery());
  return (
    <div className="columns">
      <Span of={7}>
        <Answered query={inbox}>{(waiting) => <InboxList session={session} waiting={waiting} />}</Answered>
      </Span>
      <Span of={5}>
        <div className="stack">
          <Answered query={watches} part={t('watch.list')}>
            {(all) => <WatchList session={session} watches={all} />}
          </Answered>
          <Answered query={delivery} part={t('delivery.title')}>
            {(where) => <DeliveryPart session={session} delivery={where} />}
          </Answered>
        </div>
      </Span>
    </div>
  );
}

/** The series that a person watches. */
function WatchList({ session, watches }: { readonly session: Session; readonly watches: readonly Watch[] }) {
  const { t } = useLocale();
  const id = useId();
  const { failed, run } = useChange('watches', 'inbox');
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{t('watch.list')}</h2>
      <p className="caption">{t('watch.note')}</p>
      <p role="status">
        {failed !== undefined && t(failed)}
        {failed === undefined && watches.length === 0 && t('watch.none')}
      </p>
      <ul className={styles.list}>
        {watches.map((watch) => (
          <li key={watch.id}>
            <span id={`${id}${watch.id}`}>
              <SeriesName series={watch} />
            </span>
            <button
              type="button"
              id={`${id}${watch.id}-stop`}
              aria-labelledby={`${id}${watch.id}-stop ${id}${watch.id}`}
              onClick={() => void run(() => removeWatch(session, watch.id))}
            >
              {t('watch.stop')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const REASONS: Readonly<Record<FiredWatch['reasons'][number], MessageId>> = {
  more: 'inbox.more',
  fewer: 'inbox.fewer',
  silent: 'inbox.silent',
};

/** Changes of watched series, then approvals and bulletins that wait. */
function InboxList({ session, waiting }: { readonly session: Session; readonly waiting: Inbox }) {
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
