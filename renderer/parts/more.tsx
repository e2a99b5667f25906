/** The key map, and what has no key in the bar. */
import { shownLines } from '../chosen-line.ts';
import { usePanel } from '../panel.tsx';
import { useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { MoreOperations } from './more-operations.tsx';
import { OperationList } from './operation-list.tsx';
import { useSpeech } from './speech.tsx';

const map = [
  ['F12', 'f12'],
  ['Esc', 'esc'],
  ['F1', 'f1'],
  ['↑ ↓ + −', 'arrows'],
] as const;

/** What has no key in the bar, the keys that mean the same everywhere, and the operations of this screen with theirs. */
export function More({ line }: { readonly line: number | null }) {
  const view = useView('screen', 'cart', 'suspended', 'unsettledCards');
  const { close, open, startTour } = usePanel();
  const { t } = useSpeech();
  const hasSale = view.screen === 'sale' && shownLines(view.cart).length > 0;
  return (
    <SmallDialog
      title={t('keys.title')}
      icon={<Icon name="more" size={26} />}
      keys={{ forward: close, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={close}>
            {t('sell.close')}
          </MainKey>
          {view.screen === 'sale' && view.suspended > 0 ? (
            <Key onPress={() => open({ panel: 'suspended' })}>{t('sell.suspendedTitle')}</Key>
          ) : null}
          {view.screen === 'sale' && view.unsettledCards > 0 ? (
            <Key onPress={() => open({ panel: 'cardPayments' })}>{t('cards.title')}</Key>
          ) : null}
          {hasSale ? (
            <Key hint="Ctrl+Del" onPress={() => open({ panel: 'voidSale' })}>
              {t('sell.voidSale')}
            </Key>
          ) : null}
        </>
      }
    >
      {view.screen === 'sale' ? <MoreOperations line={line} hasSale={hasSale} /> : null}
      <dl className="keymap">
        {map.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${text}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="help">
        <Key
          className="small"
          onPress={() => {
            startTour();
            close();
          }}
        >
          {t('tour.again')}
        </Key>
      </div>
      <OperationList />
    </SmallDialog>
  );
}
