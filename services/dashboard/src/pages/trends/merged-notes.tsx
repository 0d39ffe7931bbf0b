import type { PlannedTable } from '../../api/planned-table.ts';
import { codeText } from '../../text/code-name.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { CodeName } from '../../ui/code-name.tsx';

/** Lists codes that a table counts under another code, so that readers do not underestimate them. */
export function MergedNotes({ table }: { readonly table: PlannedTable }) {
  const locale = useLocale();
  const merged = table.dimensions.flatMap(({ name, merged }) =>
    [...merged].map(([into, codes]) => ({ name, into, codes })),
  );
  if (merged.length === 0) return null;
  return (
    <ul className="caption">
      {merged.map(({ name, into, codes }) => (
        <li key={`${name}.${into}`}>
          <Say
            id="trends.merged"
            values={{
              code: (
                <strong>
                  <CodeName dimension={name} code={into} />
                </strong>
              ),
              codes: codes.map((code) => codeText(name, code, locale)).join('; '),
            }}
          />
        </li>
      ))}
    </ul>
  );
}
