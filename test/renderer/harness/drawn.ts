/** Which of the window's components a page has drawn, and which there are: a part that no scene shows is seen by nobody. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';

const renderer = join(import.meta.dirname, '../../../renderer');
/** Windows and papers of their own, which are photographed by tests of theirs. */
const others = /^(?:display|paper|roll)\//;
const component = /^(?:export )?(?:function ([A-Z]\w*)\(|const ([A-Z]\w*) = \()/gm;

/** `<file>: <component>` of each component that the register's window can draw, by its name. */
export function componentsThereAre(): ReadonlyMap<string, string> {
  const files = globSync('**/*.tsx', { cwd: renderer }).filter((path) => !others.test(path));
  return new Map(
    files.flatMap((path) =>
      [...readFileSync(join(renderer, path), 'utf8').matchAll(component)].map((found) => {
        const name = found[1] ?? found[2] ?? '';
        return [name, `${basename(path)}: ${name}`] as const;
      }),
    ),
  );
}

/** As much of React's tree as is walked here. */
type Fiber = {
  readonly type: unknown;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
};

/** Names of the components that stand in the page and have drawn something. The harness keeps names, but for `$1` behind those met twice. */
export const componentsDrawn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const names = new Set<string>();
    const walk = (first: Fiber | null): void => {
      for (let fiber = first; fiber !== null; fiber = fiber.sibling) {
        if (typeof fiber.type === 'function' && fiber.child !== null)
          names.add(fiber.type.name.replace(/\$\d+$/, ''));
        walk(fiber.child);
      }
    };
    const root = document.getElementById('root');
    const key = Object.keys(root ?? {}).find((name) => name.startsWith('__reactContainer$'));
    if (root !== null && key !== undefined) {
      // Of the two trees that React keeps, the one that is shown.
      const { stateNode } = Reflect.get(root, key) as { stateNode: { current: Fiber } };
      walk(stateNode.current);
    }
    return [...names];
  });
