/** What in a page cannot be read whole: text cut by its box, spilt out of its key, or keys of a dialog out of sight. */
import type { Page } from '@playwright/test';

/** Each complaint names the element and its text. Runs in the page, so it must not touch anything outside itself. */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    /** Half pixels of fonts are no cut. */
    const slack = 1.5;
    const found = new Set<string>();
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
    const dots = (style: CSSStyleDeclaration) =>
      style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    const unseen = (style: CSSStyleDeclaration) =>
      style.clipPath !== 'none' || style.visibility === 'hidden' || style.opacity === '0';

    function complaintOf(text: Text): string | null {
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) return null;
      let rolls = false;
      for (let at = text.parentElement; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (unseen(style) || dots(style)) return null;
        const bounds = at.getBoundingClientRect();
        const wide = box.right > bounds.right + slack || box.left < bounds.left - slack;
        const high = box.bottom > bounds.bottom + slack || box.top < bounds.top - slack;
        if (wide && style.overflowX !== 'visible') return `cut at the side by ${nameOf(at)}`;
        if (high && !rolls && hides(style.overflowY)) return `cut in height by ${nameOf(at)}`;
        if ((wide || high) && at.tagName === 'BUTTON') return 'spilt out of its key';
        rolls ||= style.overflowY === 'auto' || style.overflowY === 'scroll';
      }
      const over = box.right > innerWidth + slack || box.left < -slack;
      const under = !rolls && (box.bottom > innerHeight + slack || box.top < -slack);
      return over || under ? 'out of the window' : null;
    }

    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      if (!(node instanceof Text) || node.data.trim() === '') continue;
      const complaint = complaintOf(node);
      const parent = node.parentElement;
      if (complaint !== null && parent !== null)
        found.add(`${nameOf(parent)} “${node.data.trim()}” is ${complaint}`);
    }
    for (const key of document.querySelectorAll(
      '[role$="dialog"] .df button, .window .acts button',
    )) {
      const box = key.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (box.width > 0 && (top === null || !key.closest('[role$="dialog"]')?.contains(top)))
        found.add(`the key “${key.textContent}” of a dialog is out of sight`);
    }
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight)
      found.add('the page rolls');
    return [...found];
  });
