import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { App } from '../../renderer/app.tsx';
import type { Panel } from '../../renderer/panel.tsx';
import type { Register } from '../../renderer/register.ts';
import type { View } from '../../shared/bridge/view.ts';
import { done, fail } from '../../shared/fault.ts';
import type { Scene } from './harness/scene.ts';
import { scenes } from './harness/scenes.ts';

/** The window as text, over a register that has this view and answers nothing. */
function textOf(view: View, panel: Panel | undefined): string {
  const register: Register = {
    view: () => view,
    watch: () => () => undefined,
    command: () => Promise.resolve(done),
    query: () => Promise.resolve(fail('bridge.malformed')),
  };
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

  it('what the customer gets back', () => {
    expect(said(others.receipt)).toMatch(/Remainder, as a new credit memo \$13\.78/);
  });
});
