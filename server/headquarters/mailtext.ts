/** A receipt as an e-mail: plain text, and the same as a page that mail programs draw. No image, no link, nothing that is fetched. */
import type { Paper, ReceiptText } from '../../shared/receipt.ts';

export type MailText = { readonly subject: string; readonly text: string; readonly html: string };

const subjects = {
  'en-US': (receipt: string, store: string) => `Receipt ${receipt}, ${store}`,
  'zh-CN': (receipt: string, store: string) => `${store} 小票 ${receipt}`,
} as const;

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

function plain(part: ReceiptText): string {
  switch (part.part) {
    case 'pair':
      return `${part.left}  ${part.right}`;
    case 'value':
      return `${part.label}: ${part.value}`;
    case 'rule':
      return '----';
    case 'box':
      return `${part.title}\n${part.text}`;
    case 'barcode':
      return part.caption === null ? part.value : `${part.value}\n${part.caption}`;
    default:
      return part.text;
  }
}

const row = (inner: string): string => `<tr>${inner}</tr>`;
const wide = (text: string, style = ''): string =>
  row(`<td colspan="2" style="padding:2px 0;${style}">${escaped(text)}</td>`);

function drawn(part: ReceiptText): string {
  switch (part.part) {
    case 'title':
      return wide(part.text, 'text-align:center;font-weight:bold;font-size:18px');
    case 'centre':
      return wide(part.text, `text-align:center${part.strong === true ? ';font-weight:bold' : ''}`);
    case 'pair': {
      const size = part.large === true ? ';font-size:18px' : '';
      const weight = part.strong === true ? `;font-weight:bold${size}` : size;
      const cell = `padding:2px 0;vertical-align:top${weight}`;
      return row(
        `<td style="${cell}">${escaped(part.left)}</td><td style="${cell};text-align:right;white-space:nowrap;padding-left:16px">${escaped(part.right)}</td>`,
      );
    }
    case 'text':
      return wide(part.text);
    case 'rule':
      return row('<td colspan="2" style="border-top:1px solid #c8cdcb;height:8px"></td>');
    case 'box':
      return `${wide(part.title, 'font-weight:bold')}${wide(part.text)}`;
    case 'value':
      return `${wide(part.label)}${wide(part.value, 'font-weight:bold')}`;
    case 'barcode':
      return `${wide(part.value, 'text-align:center')}${part.caption === null ? '' : wide(part.caption, 'text-align:center')}`;
  }
}

/** The mail of a receipt in the paper's own language. */
export function mailText(receipt: string, paper: Paper): MailText {
  const title = paper.parts.find((part) => part.part === 'title');
  const subject = subjects[paper.language](receipt, title?.text ?? '').replaceAll(/[\r\n]/g, ' ');
  const rows = paper.parts.map(drawn).join('\n');
  return {
    subject,
    text: `${paper.parts.map(plain).join('\n')}\n`,
    html: `<!doctype html><html lang="${paper.language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#10201d">
<table role="presentation" style="font:15px/1.4 Arial,'Microsoft YaHei',sans-serif;border-collapse:collapse;width:100%;max-width:420px;margin:0 auto">
${rows}
</table></body></html>`,
  };
}
