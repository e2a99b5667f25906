/** The window: the header, the screen of the view, and what lies over it. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { fault as faultOf, never, type Fault } from '../shared/fault.ts';
import { shownLines } from './chosen-line.ts';
import { KeyboardProvider } from './keyboard.tsx';
import { waitingHeld } from './link.ts';
import { OverrideProvider } from './override.tsx';
import { PanelProvider, usePanel, type Panel } from './panel.tsx';
import { useAgeQuestion } from './parts/age-check.tsx';
import { Approval } from './parts/approval.tsx';
import { BankCard } from './parts/bank-card.tsx';
import { ChangePin } from './parts/change-pin.tsx';
import { CheckEntry } from './parts/check-entry.tsx';
import { CashMove } from './parts/cash-move.tsx';
import { Connection } from './parts/connection.tsx';
import { CurrencyEntry } from './parts/currency-entry.tsx';
import { EmailEntry } from './parts/email-entry.tsx';
import { CountShift } from './parts/count-shift.tsx';
import { GiftCardPanel } from './parts/gift-card.tsx';
import { useWeightQuestion } from './parts/weight-question.ts';
import { GoodsPanel, isGoodsPanel } from './parts/goods-panels.tsx';
import { GiveBack } from './parts/give-back.tsx';
import { Header } from './parts/header.tsx';
import { IdleLock } from './parts/idle-lock.tsx';
import { Journal } from './parts/journal.tsx';
import { InstrumentEntry } from './parts/instrument-entry.tsx';
import { PersonMenu } from './parts/person-menu.tsx';
import { Practice } from './parts/practice.tsx';
import { Refusal } from './parts/refusal.tsx';
import { CardPayments } from './parts/card-payments.tsx';
import { More } from './parts/more.tsx';
import { SuspendedSales } from './parts/suspended-sales.tsx';
import { VoidSale } from './parts/void-sale.tsx';
import { EarlierShifts, ShiftPanel } from './parts/shift-panel.tsx';
import { ShiftReportPanel } from './parts/shift-report.tsx';
import { ScanContext, useScanner } from './parts/scanner.ts';
import { SpeechProvider } from './parts/speech.tsx';
import { Tour } from './parts/tour.tsx';
import { Warning } from './parts/warning.tsx';
import {
  FaultContext,
  RegisterContext,
  useActs,
  useFaultNotice,
  useHasView,
  useView,
  useViewPart,
  type Register,
} from './register.ts';
import { PaymentScreen } from './screens/payment.tsx';
import { ReceiptScreen } from './screens/receipt.tsx';
import { SaleScreen } from './screens/sale.tsx';
import { ShiftScreen } from './screens/shift.tsx';
import { SignInScreen } from './screens/sign-in.tsx';
import { StartingScreen, TroubleScreen } from './screens/trouble.tsx';
import { speakerOf } from './text/language.ts';

export const App = (props: { readonly register: Register; readonly panel?: Panel }) => (
  <RegisterContext value={props.register}>
    <FirstView panel={props.panel ?? null} />
  </RegisterContext>
);

function FirstView({ panel }: { readonly panel: Panel | null }) {
  return useHasView() ? <Standing panel={panel} /> : null;
}

/** What stands around the screens. It is drawn again when the language changes, not with each picture. */
function Standing({ panel }: { readonly panel: Panel | null }) {
  const { language, theme, screen } = useView('language', 'theme', 'screen');
  const waits = useViewPart((view) => waitingHeld(view) !== undefined);
  useEffect(() => {
    const page = document.documentElement;
    page.lang = language;
    page.dataset['theme'] = theme;
  }, [language, theme]);
  return (
    <I18nextProvider i18n={speakerOf(language)}>
      <SpeechProvider>
        <FaultProvider>
          <OverrideProvider>
            <PanelProvider first={panel}>
              <KeyboardProvider screen={screen} waits={waits}>
                <Scanned>
                  <Window />
                </Scanned>
              </KeyboardProvider>
            </PanelProvider>
          </OverrideProvider>
        </FaultProvider>
      </SpeechProvider>
    </I18nextProvider>
  );
}

function FaultProvider({ children }: { readonly children: ReactNode }) {
  const [fault, raise] = useState<Fault | null>(null);
  const clear = useCallback(() => raise(null), []);
  const notice = useMemo(() => ({ fault, raise, clear }), [fault, clear]);
  return <FaultContext value={notice}>{children}</FaultContext>;
}

/** Every scan goes to the topmost taker, else into the sale. */
function Scanned({ children }: { readonly children: ReactNode }) {
  const { send } = useActs();
  const { raise } = useFaultNotice();
  const takers = useRef<((code: string) => void)[]>([]);
  const { scanner } = useView('scanner');
  useScanner(scanner, {
    onScan: (code) => {
      const taker = takers.current.at(-1);
      if (taker === undefined) send({ command: 'scan', code });
      else taker(code);
    },
    onHalf: (code) => raise(faultOf('scan.half', { code })),
  });
  return <ScanContext value={takers}>{children}</ScanContext>;
}

function Window() {
  const { screen } = useView('screen');
  return (
    <>
      <Questions />
      <div className="register">
        <Header />
        <main className={screen === 'sale' || screen === 'payment' ? 'work' : 'work whole'}>
          <CurrentScreen />
          {screen === 'trouble' || screen === 'starting' ? null : (
            <div className={screen === 'signIn' ? 'hanging aside' : 'hanging'}>
              <Warning />
            </div>
          )}
        </main>
        <Practice />
        <Tour />
      </div>
      <CurrentPanel />
      <Refusal />
      <Approval />
      <IdleLock />
    </>
  );
}

/** What is asked of the cashier by itself, in panels of their own. */
function Questions() {
  useAgeQuestion();
  useWeightQuestion();
  return null;
}

function CurrentScreen() {
  const { screen } = useView('screen');
  switch (screen) {
    case 'starting':
      return <StartingScreen />;
    case 'signIn':
      return <SignInScreen />;
    case 'shift':
      return <ShiftScreen />;
    case 'sale':
      return <SaleScreen />;
    case 'payment':
      return <PaymentScreen />;
    case 'receipt':
      return <ReceiptScreen />;
    case 'trouble':
      return <TroubleScreen />;
  }
  return never(screen);
}

function CurrentPanel() {
  const { panel } = usePanel();
  return panel === null ? null : <OpenPanel panel={panel} />;
}

function OpenPanel({ panel }: { readonly panel: Panel }) {
  const { cart } = useView('cart');
  if (isGoodsPanel(panel)) return <GoodsPanel panel={panel} />;
  const lineOf = (number: number | null) =>
    shownLines(cart).find((line) => line.line === number) ?? null;
  switch (panel.panel) {
    case 'connection':
      return <Connection />;
    case 'person':
      return <PersonMenu />;
    case 'changePin':
      return <ChangePin />;
    case 'giftCard':
      return <GiftCardPanel />;
    case 'instrument':
      return <InstrumentEntry panel={panel} />;
    case 'bankCard':
      return <BankCard amount={panel.amount} />;
    case 'check':
      return <CheckEntry amount={panel.amount} />;
    case 'currency':
      return <CurrencyEntry />;
    case 'email':
      return <EmailEntry />;
    case 'return':
      return <GiveBack line={lineOf(panel.line)} receipt={panel.receipt ?? null} />;
    case 'cardPayments':
      return <CardPayments />;
    case 'suspended':
      return <SuspendedSales />;
    case 'shift':
      return <ShiftPanel />;
    case 'earlierShifts':
      return <EarlierShifts />;
    case 'cash':
      return <CashMove panel={panel} />;
    case 'countShift':
      return <CountShift shift={panel.shift} />;
    case 'shiftReport':
      return <ShiftReportPanel shift={panel.shift} />;
    case 'journal':
      return <Journal />;
    case 'voidSale':
      return <VoidSale />;
    case 'more':
      return <More line={panel.line ?? null} />;
  }
  return never(panel);
}
