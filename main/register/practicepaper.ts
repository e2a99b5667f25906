/** A paper of a training, which nobody may take for a receipt: it says so at its head and at its foot, in both languages. */
import type { Paper, ReceiptText } from '../../shared/receipt.ts';

const mark: ReceiptText = {
  part: 'box',
  title: 'TRAINING / 培训',
  text: 'Not a receipt: nothing was sold. 非有效小票，未发生交易。',
};

const isMarked = ({ parts: [first] }: Paper): boolean =>
  first?.part === 'box' && first.title === mark.title;

/** The paper with its marks; one that has them stays as it is. */
export const asPractice = (paper: Paper): Paper =>
  isMarked(paper) ? paper : { ...paper, parts: [mark, ...paper.parts, mark] };
