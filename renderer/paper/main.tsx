/** The entry of a page that is only a paper: the main process prints it into a PDF. What it shows stands behind its address. */
import '../../shared/look/tokens.css';
import '../look/ground.css';
import '../look/receipt.css';
import '../look/paper.css';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { assert } from '../../shared/fault.ts';
import type { Paper } from '../../shared/receipt.ts';
import { PaperParts } from '../parts/slip.tsx';

const millimetresPerPixel = 25.4 / 96;

/** Base64 of an address as text. */
function fromBase64(text: string): string {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

const place = document.getElementById('root');
assert(place !== null, 'the page has a place for the paper');
// Made by the main process of this very program.
const papers = JSON.parse(fromBase64(location.hash.slice(1))) as readonly Paper[];
const root = createRoot(place);
// The page is whole when its load event comes, for then it is printed.
flushSync(() =>
  root.render(papers.map((paper, index) => <PaperParts key={index} paper={paper} />)),
);
const tallest = Math.max(...[...place.children].map((slip) => slip.getBoundingClientRect().height));
const sheet = new CSSStyleSheet();
// One page per paper, as wide as a roll and as long as the longest paper.
sheet.replaceSync(
  `@page { size: 80mm ${Math.ceil(tallest * millimetresPerPixel) + 2}mm; margin: 0 }`,
);
document.adoptedStyleSheets = [sheet];
