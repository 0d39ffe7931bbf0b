import { Trans, useLingui } from '@lingui/react';
import type { ReactNode } from 'react';
import { type MessageId, withForms } from './texts.ts';

/** A text that contains elements, such as a country or a rounded number. */
export function Say({
  id,
  values,
}: {
  readonly id: MessageId;
  readonly values: Readonly<Record<string, ReactNode>>;
}) {
  const { i18n } = useLingui();
  return <Trans id={id} values={withForms(values, i18n)} />;
}
