/** What something costs. Nothing is added to the sale, not even by a scan. */
import { useMemo, useState } from 'react';
import type { PriceCheck } from '../../shared/bridge/goods.ts';
import { shownCode } from '../../shared/barcode.ts';
import { timeText } from '../../shared/notation.ts';
import { quantityText, type Quantity } from '../../shared/quantity.ts';
import { usePanel } from '../panel.tsx';
import { useAnswerTo } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { ProductPicture } from './product-picture.tsx';
import { useScanTaker } from './scanner.ts';
import { useSpeech } from './speech.tsx';

export function PriceCheckPanel() {
  const { close } = usePanel();
  const { t } = useSpeech();
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const query = useMemo(
    () => (code === null ? null : { query: 'priceCheck' as const, code }),
    [code],
  );
  const answer = useAnswerTo<'priceCheck'>(query);
  const check = (text: string) => {
    if (text.trim() !== '') setCode(text.trim());
  };
  useScanTaker((scanned) => {
    setTyped('');
    check(scanned);
  });
  const enter = () => check(typed);
  return (
    <SmallDialog
      title={t('goods.priceCheckTitle')}
      text={t('goods.priceCheckHint')}
      icon={<Icon name="tag" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('goods.check')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.close')}
          </Key>
        </>
      }
    >
      <div className="fields">
        <Field
          label={t('goods.code')}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setCode(null);
          }}
          onEnter={enter}
          fault={answer?.ok === false ? answer.fault : null}
        />
        {answer?.ok === true ? <Found check={answer.value} /> : null}
      </div>
    </SmallDialog>
  );
}

function Found({ check }: { readonly check: PriceCheck }) {
  const { t, name, language } = useSpeech();
  const now = useNow(60_000);
  return (
    <section className="inset found" aria-live="polite">
      <ProductPicture id={check.id} name={name(check.name)} />
      <div>
        <h2>{name(check.name)}</h2>
        <p className="num">
          {name(check.category)} · {shownCode(check.barcode)}
        </p>
        {check.ageLimit === 0 ? null : <p>{t('goods.fromAge', { limit: check.ageLimit })}</p>}
        {check.label === null ? null : (
          <p className="num">
            {t('goods.label')}:{' '}
            {check.unit === 'kg' ? `${quantityText(check.label.quantity as Quantity)} kg ` : ''}
            <Money amount={check.label.amount} />
          </p>
        )}
        <small className="num">
          {check.knownAt === null
            ? t('goods.neverKnown')
            : t('goods.knownAt', { time: timeText(check.knownAt, now, language) })}
        </small>
      </div>
      <p className="cost">
        <Money amount={check.price} className="big" />
        {check.unit === 'kg' ? <small>{t('goods.perKg')}</small> : null}
      </p>
    </section>
  );
}
