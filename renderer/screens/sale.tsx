/** The sale: the cart on the left, what can be added or done on the right. */
import { memo, useCallback, useMemo, useRef } from 'react';
import { fault } from '../../shared/fault.ts';
import { reasonsFor } from '../../shared/reason.ts';
import { useBarred } from '../barred.ts';
import { lineBeside, shownLines, useChosenLine } from '../chosen-line.ts';
import { useKeys } from '../keyboard.tsx';
import { usePanel } from '../panel.tsx';
import { AskNotice } from '../parts/ask.tsx';
import { Cart } from '../parts/cart.tsx';
import { FaultStrip } from '../parts/fault-strip.tsx';
import {
  barKeys,
  Operations,
  operationsOfKey,
  waitingOperations,
  type Operation,
} from '../parts/operations.tsx';
import { Products } from '../parts/products.tsx';
import { useActs, useFaultNotice, useView } from '../register.ts';
import { useSteady } from '../steady.ts';

export function SaleScreen() {
  const { ask, cart, reasons, warning } = useView('ask', 'cart', 'reasons', 'warning');
  const { send } = useActs();
  const { raise } = useFaultNotice();
  const { open } = usePanel();
  const { chosen, line, choose } = useChosenLine(cart);
  const searchRef = useRef<HTMLInputElement>(null);
  const lines = shownLines(cart);
  const barred = useBarred();
  const holds = (cart?.held.length ?? 0) > 0;
  const recalls = lines.length === 0;

  const forLine = (act: (line: number) => void) => {
    if (chosen === null) raise(fault(cart === null ? 'cart.none' : 'cart.empty'));
    else act(chosen);
  };
  const changeBy = (by: 1 | -1) =>
    forLine((number) => {
      // One more of what is weighed is another weight.
      if (line?.kind === 'product' && line.unit === 'kg') open({ panel: 'quantity', line: number });
      else if (line?.kind === 'product') send({ command: 'quantityBy', line: number, by });
      else raise(fault('line.instrument'));
    });
  const pay = () => {
    if (lines.length === 0) raise(fault('cart.empty'));
    else if (cart?.ageToAsk) open({ panel: 'age' });
    else send({ command: 'openPayment' });
  };
  const operate: Readonly<Record<Operation, () => void>> = {
    quantity: () => forLine((number) => open({ panel: 'quantity', line: number })),
    discount: () => {
      if (lines.length === 0) raise(fault('cart.empty'));
      else open({ panel: 'discount', line: chosen });
    },
    return: () => open({ panel: 'return', line: line?.kind === 'product' ? chosen : null }),
    giftCard: () => open({ panel: 'giftCard' }),
    suspend: () => {
      if (recalls) open({ panel: 'suspended' });
      else if (holds) raise(fault('suspend.instrument'));
      else send({ command: 'suspend' });
    },
    drawer: () => send({ command: 'openDrawer' }),
    voidLine: () =>
      forLine((number) => {
        if (reasonsFor('voidLine', reasons).length > 0) open({ panel: 'voidLine', line: number });
        else send({ command: 'voidLine', line: number });
      }),
    more: () => open({ panel: 'more', line: line?.kind === 'product' ? chosen : null }),
  };
  const barredNow = useCallback(
    (operation: Operation) => {
      const keys = operationsOfKey[operation];
      return keys === undefined ? null : barred(keys);
    },
    [barred],
  );
  const waiting = useMemo(
    () =>
      waitingOperations(
        (operation) => barredNow(operation) !== null || (operation === 'suspend' && holds),
      ),
    [barredNow, holds],
  );
  const press = (operation: Operation) => {
    const why = barredNow(operation);
    if (why === null) operate[operation]();
    else raise(why);
  };
  useKeys('none', {
    ...barKeys(press),
    forward: pay,
    customer: () => open({ panel: 'customer' }),
    shift: () => open({ panel: 'shift' }),
    journal: () => open({ panel: 'journal' }),
    ...(ask === null ? {} : { close: () => send({ command: 'giveUp' }) }),
    search: () => {
      searchRef.current?.focus();
      searchRef.current?.select();
    },
    type: () => searchRef.current?.focus(),
    voidSale: () => {
      if (lines.length === 0) raise(fault('cart.empty'));
      else open({ panel: 'voidSale' });
    },
    lineUp: () => choose(lineBeside(lines, chosen, -1)),
    lineDown: () => choose(lineBeside(lines, chosen, 1)),
    plus: () => changeBy(1),
    minus: () => changeBy(-1),
  });
  return (
    <>
      <Cart
        chosen={chosen}
        onChoose={useSteady(choose)}
        onPay={useSteady(pay)}
        onCustomer={useSteady(() => open({ panel: 'customer' }))}
        calm={warning !== null}
      />
      <section className="pane">
        <Products searchRef={searchRef} />
        <Operations waiting={waiting} recalls={recalls} onPress={useSteady(press)} />
        <Overbar />
      </section>
    </>
  );
}

/** What is said over the bar. */
const Overbar = memo(() => (
  <div className="overbar">
    <AskNotice />
    <FaultStrip />
  </div>
));
