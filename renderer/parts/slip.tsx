/** A receipt or voucher on the screen, as it is on paper. */
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import { never } from '../../shared/fault.ts';
import { Barcode } from './barcode.tsx';
import { useSpeech } from './speech.tsx';

const labels = {
  receipt: 'receipt.receiptPrinted',
  voucher: 'receipt.voucherPrinted',
  report: 'receipt.reportShown',
} as const;

export function Slip({ paper }: { readonly paper: Paper }) {
  const { t } = useSpeech();
  const label = t(labels[paper.kind]);
  return (
    <div>
      <p className="sliplabel">{label}</p>
      <PaperParts paper={paper} label={label} />
    </div>
  );
}

/** The paper alone. */
export const PaperParts = (props: { readonly paper: Paper; readonly label?: string }) => (
  <article className="slip" aria-label={props.label} lang={props.paper.language}>
    {props.paper.parts.map((part, index) => (
      <Part key={index} part={part} />
    ))}
  </article>
);

function Part({ part }: { readonly part: ReceiptText }) {
  switch (part.part) {
    case 'title':
      return <h2>{part.text}</h2>;
    case 'centre':
      return <p className="c sm">{part.strong === true ? <b>{part.text}</b> : part.text}</p>;
    case 'pair':
      return (
        <div className={part.large === true ? 'r tot' : 'r'}>
          <span>{part.left}</span>
          <span className="num">{part.strong === true ? <b>{part.right}</b> : part.right}</span>
        </div>
      );
    case 'text':
      return <div>{part.text}</div>;
    case 'value':
      return (
        <>
          <p className="c">{part.label}</p>
          <p className="val money">{part.value}</p>
        </>
      );
    case 'rule':
      return <hr />;
    case 'box':
      return (
        <div className="stamp">
          {part.title}
          <small>{part.text}</small>
        </div>
      );
    case 'barcode':
      return (
        <>
          <Barcode value={part.value} />
          {part.caption === null ? null : <p className="c sm num">{part.caption}</p>}
        </>
      );
  }
  return never(part);
}
