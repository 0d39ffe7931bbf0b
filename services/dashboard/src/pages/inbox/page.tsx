import { useQuery } from '@tanstack/react-query';
import { inboxQuery } from '../../api/inbox.ts';
import { sessionQuery } from '../../api/questions.ts';
import type { Session } from '../../api/schemas.ts';
import { deliveryQuery, watchesQuery } from '../../api/watches.ts';
import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { DeliveryPart } from './delivery-part.tsx';
import { InboxList } from './inbox-list.tsx';
import { WatchList } from './watch-list.tsx';

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
            <Inbox key={reader.account} session={reader} />
          )
        }
      </Answered>
    </>
  );
}

function Inbox({ session }: { readonly session: Session }) {
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
