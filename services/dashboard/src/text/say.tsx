import { Trans } from '@lingui/react';
import type { ReactNode } from 'react';
import type { MessageId } from './texts.ts';

/** A text that contains elements, such as a country or a rounded number. */
export function Say({
  id,
  values,
}: {
  readonly id: MessageId;
  readonly values: Readonly<Record<string, ReactNode>>;
}) {
  return <Trans id={id} values={values} />;
}
