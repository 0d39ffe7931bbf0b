import { useQuery } from '@tanstack/react-query';
import { describeChanges } from '@waylight/presentation';
import { changesQuery } from '../../api/changes.ts';
import { placeOf } from '../../api/origin.ts';
import { countedText } from '../../text/audience-text.ts';
import { changeFormatter } from '../../text/change-texts.ts';
import { sentenceStart } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import { FewReported } from '../../ui/silent-note.tsx';
import { Answered } from '../../ui/view-state.tsx';
import { ChangeCards } from './change-cards.tsx';
import styles from './overview.module.css';
import { reportingBounds } from './overview-questions.ts';

/** The main statement of the page: changes in the period of a release, which reports its numbers count, and four cards. */
export function Headline({ release }: { readonly release: string }) {
  const locale = useLocale();
  const formatter = changeFormatter(locale);
  const counted = countedText(placeOf(release)?.audience, locale);
  const query = useQuery(changesQuery(release, 'previous'));
  return (
    <section className={styles.answer} aria-labelledby="headline">
      <Answered query={query}>
        {(changes) => (
          <>
            <h2 id="headline">
              {sentenceStart(describeChanges(changes, formatter).headline[0] ?? '', locale.language)}
              {counted !== undefined && ` ${counted}`}
            </h2>
            {changes.period !== undefined && (
              <FewReported periods={[changes.period]} bounds={reportingBounds(changes.period)} />
            )}
            {changes.headline?.verdict !== undefined && (
              <ChangeCards changes={changes} formatter={formatter} />
            )}
          </>
        )}
      </Answered>
    </section>
  );
}
