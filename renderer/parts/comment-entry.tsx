/** A comment on the chosen line or on the whole sale. */
import { useState } from 'react';
import type { CartView, LineView } from '../../shared/bridge/view.ts';
import { Choices } from './choices.tsx';
import { useSpeech } from './speech.tsx';
import { TypedEntry } from './typed-entry.tsx';

type Scope = 'line' | 'sale';

export function CommentEntry(props: { readonly line: LineView | null; readonly cart: CartView }) {
  const { t } = useSpeech();
  const line = props.line?.kind === 'product' ? props.line : null;
  const [scope, setScope] = useState<Scope>(line === null ? 'sale' : 'line');
  const onLine = scope === 'line' && line !== null;
  return (
    <TypedEntry
      key={scope}
      title={t('goods.commentTitle')}
      icon="pencil"
      label={t('goods.comment')}
      hint={t('goods.commentHint')}
      first={onLine ? line.comment : props.cart.comment}
      withPad={false}
      before={
        line === null ? undefined : (
          <Choices
            label={t('goods.scope')}
            choices={(['line', 'sale'] as const).map((value) => ({
              value,
              label: t(`goods.${value}`),
            }))}
            chosen={scope}
            onChoose={setScope}
          />
        )
      }
      read={(comment) =>
        onLine
          ? { command: 'lineComment', line: line.line, comment }
          : { command: 'saleComment', comment }
      }
    />
  );
}
