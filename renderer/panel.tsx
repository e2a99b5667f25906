/** Which panel lies over the screen; the window's only own state beside what is being typed. */
import {
  createContext,
  use,
  useCallback,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import type { Command } from '../shared/bridge/command.ts';
import type { ProductId, Text } from '../shared/identity.ts';
import type { InstrumentKind } from '../shared/instrument.ts';
import { assert, type Fault } from '../shared/fault.ts';
import type { Minor } from '../shared/money.ts';
import type { ShiftId } from '../shared/shift.ts';

/** What asked for a card: kept in memory while the answer is open, so that a refused card can be tried again. */
export type CardCommand = Extract<
  Command,
  { command: 'payInstrument' | 'refundInstrument' | 'giftCard' | 'cashOut' }
>;
/** What the entry of a card starts with after a refusal. */
export type InstrumentDraft = { readonly number: string; readonly fault: Fault };

/** Cash into the drawer or out of it. */
export type CashPanel = {
  readonly panel: 'cash';
  readonly command: 'floatEntry' | 'tenderRemoval' | 'safeDrop' | 'bankDrop';
};

export type Panel =
  | { readonly panel: 'connection' }
  | { readonly panel: 'person' }
  | { readonly panel: 'changePin' }
  | { readonly panel: 'giftCard' }
  | {
      readonly panel: 'instrument';
      readonly kind: InstrumentKind;
      readonly amount: Minor | null;
      readonly draft: InstrumentDraft | null;
    }
  | { readonly panel: 'bankCard'; readonly amount: Minor }
  | { readonly panel: 'check'; readonly amount: Minor }
  | { readonly panel: 'currency' }
  | { readonly panel: 'email' }
  | { readonly panel: 'quantity' | 'price' | 'voidLine'; readonly line: number }
  | { readonly panel: 'discount' | 'comment' | 'tax'; readonly line: number | null }
  | { readonly panel: 'weight'; readonly product: ProductId; readonly name: Text }
  | { readonly panel: 'customer' | 'priceCheck' | 'age' }
  | { readonly panel: 'return'; readonly line: number | null; readonly receipt?: string }
  | { readonly panel: 'suspended' }
  | { readonly panel: 'cardPayments' }
  | { readonly panel: 'shift' }
  | { readonly panel: 'earlierShifts' }
  | CashPanel
  | { readonly panel: 'countShift'; readonly shift: ShiftId | null }
  | { readonly panel: 'shiftReport'; readonly shift: ShiftId }
  | { readonly panel: 'journal' }
  | { readonly panel: 'voidSale' }
  | { readonly panel: 'more'; readonly line?: number | null };

type Panels = {
  readonly panel: Panel | null;
  readonly open: (panel: Panel) => void;
  readonly close: () => void;
  readonly askedRef: RefObject<CardCommand | null>;
  /** Whether the tour was asked for again. */
  readonly touring: boolean;
  readonly startTour: () => void;
  readonly endTour: () => void;
};

const PanelContext = createContext<Panels | null>(null);

export function usePanel(): Panels {
  const panels = use(PanelContext);
  assert(panels !== null, 'panels are opened inside a PanelProvider');
  return panels;
}

export function PanelProvider(props: {
  readonly children: ReactNode;
  readonly first?: Panel | null;
}) {
  const [panel, setPanel] = useState<Panel | null>(props.first ?? null);
  const close = useCallback(() => setPanel(null), []);
  const askedRef = useRef<CardCommand | null>(null);
  const [touring, setTouring] = useState(false);
  const panels = useMemo(
    () => ({
      panel,
      open: setPanel,
      close,
      askedRef,
      touring,
      startTour: () => setTouring(true),
      endTour: () => setTouring(false),
    }),
    [panel, close, touring],
  );
  return <PanelContext value={panels}>{props.children}</PanelContext>;
}
