/**
 * A sale as elements of ARTS POSLog 6 (OMG retail/2017-07-13, namespace of NRF-ARTS IXRetail). The order of members is the order of elements.
 * Amounts are decimals without sign where the element says the direction, as Return and the tender's refund do.
 */
import type { InstrumentLine, ProductLine } from '../../../shared/cart.ts';
import { decimalText, minor, type Currency, type Minor } from '../../../shared/money.ts';
import type { Sale, SaleLine } from '../../../shared/sale.ts';
import type { TaxTotal } from '../../../shared/tax.ts';
import { givesMemo, type InstrumentTender, type Tender } from '../../../shared/tender.ts';

/** Members that begin with `@_` are attributes, `#text` is the text. */
export type Element = { readonly [name: string]: Node };
export type Node = string | number | boolean | Element | readonly Element[] | undefined;

/** What a sale does not say itself. `number`: of its entry, gapless for each register. `day`: on which it was completed, as its store reckoned it then; times are UTC. */
export type SaleFacts = {
  readonly sale: Sale;
  readonly number: number;
  readonly registerName: string;
  readonly day: string;
};

/** One `Transaction`. Its number with the workstation is unique, and gapless together with the register's other entries. */
export function transactionOf({ sale, number, registerName, day }: SaleFacts): Element {
  const money = (amount: Minor): string => decimalText(amount, sale.currency);
  return {
    '@_CancelFlag': false,
    '@_OfflineFlag': sale.completion.offline,
    '@_TrainingModeFlag': false,
    RetailStoreID: sale.store,
    WorkstationID: {
      '@_TypeCode': 'POS',
      '@_WorkstationName': registerName,
      '#text': sale.register,
    },
    ...(sale.shift === null ? {} : { TillID: sale.shift }),
    SequenceNumber: number,
    BusinessDayDate: day,
    BeginDateTime: sale.openedAt,
    EndDateTime: sale.committedAt,
    OperatorID: sale.cashier,
    CurrencyCode: sale.currency,
    RetailTransaction: {
      '@_Version': '2.2',
      '@_TransactionStatus': 'Delivered',
      ReceiptNumber: sale.receipt,
      LineItem: numbered([
        ...sale.lines.map((line) => lineOf(line, sale.currency)),
        ...sale.taxes.filter((tax) => tax.tax !== 0).map((tax) => taxOf(tax, sale.currency)),
        ...sale.tenders.map((tender) => tenderOf(tender, sale)),
        ...(sale.change === 0 ? [] : [changeOf(sale.change, sale.currency)]),
        ...(sale.rounding === 0 ? [] : [roundingOf(sale.rounding, sale.currency)]),
      ]),
      Total: [
        total('TransactionGrossAmount', money(grossOf(sale))),
        total('TransactionNetAmount', money(netOf(sale))),
        total('TransactionTaxAmount', money(taxSum(sale))),
        total('TransactionGrandAmount', money(sale.total)),
      ],
      ...(sale.customer === null
        ? {}
        : { Customer: { CustomerID: sale.customer.id, Name: sale.customer.name.en } }),
      TransactionLink: linksOf(sale),
    },
  };
}

const sum = (amounts: readonly number[]): Minor =>
  minor(amounts.reduce((whole, amount) => whole + amount, 0));
/** Before discounts. */
const grossOf = ({ lines }: Sale): Minor => sum(lines.map((line) => line.gross));
const netOf = ({ lines }: Sale): Minor => sum(lines.map((line) => line.net));
const taxSum = ({ lines }: Sale): Minor => sum(lines.map((line) => line.taxAmount));
const size = (amount: Minor): Minor => minor(Math.abs(amount));

const total = (type: string, text: string): Element => ({ '@_TotalType': type, '#text': text });

const numbered = (items: readonly Element[]): Element[] =>
  items.map((item, index) => {
    const { '@_EntryMethod': method, ...rest } = item;
    const attributes = {
      '@_VoidFlag': false,
      ...(method === undefined ? {} : { '@_EntryMethod': method }),
    };
    return { ...attributes, SequenceNumber: index + 1, ...rest };
  });

function lineOf(line: SaleLine, currency: Currency): Element {
  return line.kind === 'product' ? productOf(line, currency) : valueOf(line, currency);
}

function productOf(line: SaleLine & ProductLine, currency: Currency): Element {
  const money = (amount: Minor): string => decimalText(size(amount), currency);
  const element: Element = {
    '@_ItemType': 'Stock',
    POSIdentity: { '@_POSIDType': 'EAN', POSItemID: line.barcode },
    ItemID: line.product,
    Description: line.name.en,
    RegularSalesUnitPrice: money(line.priceFrom ?? line.unitPrice),
    ActualSalesUnitPrice: money(line.unitPrice),
    ExtendedAmount: money(line.payable),
    ...(line.discount === 0
      ? {}
      : {
          RetailPriceModifier: {
            '@_MethodCode': 'PriceOverride',
            SequenceNumber: 1,
            Amount: { '@_Action': 'Subtract', '#text': money(line.discount) },
          },
        }),
    Quantity: {
      '@_UnitOfMeasureCode': line.unit === 'kg' ? 'KGM' : 'EA',
      '#text': quantityText(Math.abs(line.quantity)),
    },
  };
  const method = { '@_EntryMethod': line.barcode === '' ? 'Keyed' : 'Scanned' };
  if (line.quantity >= 0) return { ...method, Sale: element };
  const origin = line.returnOf;
  return {
    ...method,
    Return: {
      ...element,
      ...(origin === null
        ? {}
        : {
            TransactionLink: {
              '@_ReasonCode': 'Return',
              ReceiptNumber: origin.receipt,
              LineItemSequenceNumber: origin.line,
            },
          }),
    },
  };
}

/** A card that is sold, filled up or paid out; of its number only the last four digits exist. */
function valueOf(line: SaleLine & InstrumentLine, currency: Currency): Element {
  const element = {
    '@_ItemType': 'GiftCard',
    ItemID: 'GIFTCARD',
    Description: {
      issue: 'Gift card',
      addValue: 'Gift card reload',
      cashOut: 'Gift card cash-out',
    }[line.purpose],
    ExtendedAmount: decimalText(size(line.amount), currency),
    Quantity: { '@_UnitOfMeasureCode': 'EA', '#text': '1' },
    GiftCard: { '@_TypeCode': 'StoredValue', CardNumber: maskedCard(line.last4) },
  };
  return line.purpose === 'cashOut' ? { Return: element } : { Sale: element };
}

const maskedCard = (last4: string): string => `****${last4}`;

const taxOf = (tax: TaxTotal, currency: Currency): Element => ({
  Tax: {
    '@_TaxType': 'Sales',
    '@_IncludedInPrice': tax.mode === 'inclusive',
    TaxGroupID: tax.code,
    TaxableAmount: decimalText(tax.net, currency),
    Amount: decimalText(tax.tax, currency),
    Percent: quantityText(tax.rate),
  },
});

const tenderTypes: Readonly<Record<Tender['kind'], string>> = {
  cash: 'Cash',
  card: 'CreditDebit',
  check: 'Check',
  currency: 'Cash',
  giftCard: 'GiftCard',
  creditMemo: 'StoreCredit',
};

function tenderOf(tender: Tender, { currency, tenders }: Sale): Element {
  // Given back in a sale that was paid too much by check: its change as a credit memo, or the cash approved instead.
  const back = tenders.some(givesMemo) ? 'Change' : 'Refund';
  return {
    Tender: {
      '@_TenderType': tenderTypes[tender.kind],
      '@_TypeCode': tender.amount < 0 ? back : 'Sale',
      Amount: { '@_Currency': currency, '#text': decimalText(size(tender.amount), currency) },
      ...tenderParts(tender),
    },
  };
}

function tenderParts(tender: Tender): Element {
  if (tender.kind === 'card')
    return {
      CreditDebit: {
        ...(tender.authorisation === undefined
          ? { ReferenceNumber: tender.reference }
          : {
              PrimaryAccountNumber: tender.authorisation.masked,
              ReferenceNumber: tender.authorisation.reference,
            }),
      },
    };
  if (tender.kind === 'check') return { Check: { CheckNumber: tender.number } };
  if (tender.kind === 'currency') {
    const { currency, rate, amount } = tender.foreign;
    const exchanged = { '@_Currency': currency, '#text': decimalText(amount, currency) };
    return {
      ForeignCurrency: { OriginalFaceAmount: exchanged, ExchangeRate: String(rate / 1_000_000) },
    };
  }
  if (tender.kind === 'giftCard')
    return { GiftCard: { '@_TypeCode': 'StoredValue', CardNumber: maskedCard(tender.last4) } };
  return tender.kind === 'creditMemo'
    ? { StoreCredit: { SerialNumber: maskedCard(memoOf(tender)) } }
    : {};
}

/** The last four of the memo that paid, or that came into being. */
const memoOf = ({ purpose, last4, reservedLast4 }: InstrumentTender): string =>
  purpose === 'issue' ? (reservedLast4 ?? last4) : last4;

const changeOf = (change: Minor, currency: Currency): Element => ({
  Tender: {
    '@_TenderType': 'Cash',
    '@_TypeCode': 'Change',
    Amount: { '@_Currency': currency, '#text': decimalText(change, currency) },
  },
});

const roundingOf = (rounding: Minor, currency: Currency): Element => ({
  Rounding: {
    '@_Action': rounding < 0 ? 'Subtract' : 'Add',
    '#text': decimalText(size(rounding), currency),
  },
});

/** Sales whose goods came back here. */
function linksOf(sale: Sale): readonly Element[] | undefined {
  const receipts = new Set(
    sale.lines.flatMap((line) =>
      line.kind === 'product' && line.returnOf ? [line.returnOf.receipt] : [],
    ),
  );
  const links = [...receipts].map((receipt) => ({
    '@_ReasonCode': 'Return',
    ReceiptNumber: receipt,
  }));
  return links.length === 0 ? undefined : links;
}

/** Thousandths as a decimal without idle noughts. */
const quantityText = (thousandths: number): string => String(thousandths / 1000);
