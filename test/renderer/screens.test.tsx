import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { App } from '../../renderer/app.tsx';
import type { Panel } from '../../renderer/panel.tsx';
import type { Register } from '../../renderer/register.ts';
import type { View } from '../../shared/bridge/view.ts';
import { done, fail } from '../../shared/fault.ts';
import { PictureOf } from '../../renderer/parts/product-picture.tsx';
import type { Screen } from '../../shared/bridge/screen.ts';
import type { Scene } from './harness/scene.ts';
import { scenes } from './harness/scenes.ts';

/** A register that has this view and answers nothing. */
const silent = (view: View): Register => ({
  view: () => view,
  watch: () => () => undefined,
  command: () => Promise.resolve(done),
  query: () => Promise.resolve(fail('bridge.malformed')),
});

/** The window as text, over such a register. */
function textOf(view: View, panel: Panel | undefined): string {
  const register = silent(view);
  const page = renderToString(
    panel === undefined ? <App register={register} /> : <App register={register} panel={panel} />,
  );
  return page
    .replaceAll(/<!-- -->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe.each(['en-US', 'zh-CN'] as const)('in %s', (language) => {
  const all: readonly (readonly [string, Scene])[] = Object.entries(scenes(language));

  it.each(all)('the scene %s is drawn without a missing word', (_, { view, panel }) => {
    const text = textOf(view, panel);
    expect(text).not.toMatch(/\{\{|undefined|NaN|Invalid Date/);
    expect(text).not.toMatch(
      /\b(header|cart|instrument|sell|payment|warning|refusal|connection|person|receipt|keys|training|tour|shift|goods)\.[a-z]/,
    );
  });
});

it('Chinese has the marks of Chinese', () => {
  const half = Object.entries<Scene>(scenes('zh-CN')).flatMap(([name, { view, panel }]) =>
    [...textOf(view, panel).matchAll(/.{0,12}\p{Script=Han} ?[:;,?!(].{0,8}/gu)].map(
      ([found]) => `${name}: ${found}`,
    ),
  );
  expect(half).toEqual([]);
});

it('a product without a picture has the first character of its Chinese name, or the letters of two words', () => {
  const shown = (name: string) => renderToString(<PictureOf picture={null} name={name} />);
  expect(shown('石楠蜂蜜 340 g')).toContain('>石<');
  expect(shown('72% 黑巧克力 80 g')).toContain('>黑<');
  expect(shown('Heather honey, 340 g')).toContain('>HH<');
});

describe('each screen and panel has a scene', () => {
  // Listed by what the compiler knows of them: a new one is missing here until it is added, and then its scene.
  const screens: Readonly<Record<Screen, true>> = {
    ...{ starting: true, signIn: true, shift: true, sale: true, payment: true },
    ...{ receipt: true, trouble: true },
  };
  const panels: Readonly<Record<Panel['panel'], true>> = {
    ...{ connection: true, person: true, changePin: true, giftCard: true, instrument: true },
    ...{ bankCard: true, check: true, currency: true, email: true, quantity: true, price: true },
    ...{ voidLine: true, discount: true, comment: true, tax: true, weight: true, customer: true },
    ...{ priceCheck: true, age: true, return: true, suspended: true, cardPayments: true },
    ...{ shift: true, earlierShifts: true, cash: true, countShift: true, shiftReport: true },
    ...{ journal: true, voidSale: true, more: true },
  };
  const all = Object.values<Scene>(scenes('en-US'));

  it.each(Object.keys(screens))('the screen %s', (screen) => {
    expect(all.map(({ view }) => view.screen as string)).toContain(screen);
  });
  it.each(Object.keys(panels))('the panel %s', (panel) => {
    expect(all.map((scene) => scene.panel?.panel as string | undefined)).toContain(panel);
  });
});

describe('the window says', () => {
  const { sale, tender, ...others } = scenes('en-US');
  const said = (scene: Scene) => textOf(scene.view, scene.panel);

  it('what the sale costs', () => {
    expect(said(sale)).toContain('$116.10');
    expect(said(sale)).toMatch(/10% off −1\.80/);
  });

  it('what is due, and what the card keeps', () => {
    expect(said(tender)).toMatch(/Amount due \$66\.10/);
    expect(said(tender)).toMatch(/after this sale \$32\.30/);
  });

  it('that the sale may be finished offline', () => {
    expect(said(others['disconnect-may-finish'])).toContain('This sale may be finished offline');
    expect(said(others['sale-offline'])).toContain('May be finished offline');
  });

  it('that the card must wait, and what the customer pays without it', () => {
    const text = said(others['disconnect-must-remove']);
    expect(text).toContain('This card cannot be used until the line is back');
    expect(text).toMatch(/The customer pays \$116\.10 another way/);
  });

  it('who holds a refused card', () => {
    const text = said(others['card-refused']);
    expect(text).toMatch(/Locked at Mill Lane, register R-05/);
    expect(text).toContain('This sale has not changed');
  });

  it('at the first start what IT has to do, not how selling goes on, and nothing of a line', () => {
    for (const language of ['en-US', 'zh-CN'] as const) {
      const firsts = Object.entries<Scene>(scenes(language)).filter(([name]) =>
        name.startsWith('first-'),
      );
      expect(firsts.length).toBeGreaterThan(4);
      for (const [, scene] of firsts) {
        const text = said(scene);
        expect(text).toMatch(/not set up yet|尚未设置/);
        expect(text).not.toMatch(
          /selling goes on|finished sales|继续收银|已完成的销售|Offline|脱机/i,
        );
      }
    }
  });

  it('when nothing is due that the sale is to be finished, and asks for no more money', () => {
    const page = renderToString(<App register={silent(others['tender-paid'].view)} />);
    const keys = [...page.matchAll(/<button[^>]*class="tender[^>]*>/g)].map(([key]) => key);
    expect(keys).toHaveLength(7);
    expect(keys.filter((key) => !key.includes('aria-disabled'))).toHaveLength(2);
    expect(page).toMatch(/class="pad off"/);
  });

  it('that a return is complete, and not a sale', () => {
    expect(said(others['receipt-back'])).toContain('Return complete');
    expect(said(others['receipt-cash'])).toContain('Sale complete');
  });

  it('what the customer gets back', () => {
    expect(said(others.receipt)).toMatch(/Remainder, as a new credit memo \$13\.78/);
  });
});
