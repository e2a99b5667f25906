/** The window over a false bridge: `?scene=sale&lang=zh&theme=dark`. It keeps the commands that were sent where a test can read them. */
import type { Command } from '../../../shared/bridge/command.ts';
import type { Bridge } from '../../../shared/bridge/contract.ts';
import type { Answers, Query, QueryName } from '../../../shared/bridge/query.ts';
import type { View } from '../../../shared/bridge/view.ts';
import { assert, done, fault, isFaultCode, type Result } from '../../../shared/fault.ts';
import { openWindow } from '../../../renderer/window.tsx';
import { answer } from './answers.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes.ts';

declare global {
  interface Window {
    commands: Command[];
  }
}
window.commands = [];

const asked = new URLSearchParams(location.search);
const language = asked.get('lang') === 'zh' ? 'zh-CN' : 'en-US';
const named: Record<string, Scene> = scenes(language);
const scene = named[asked.get('scene') ?? 'sale'];
assert(scene !== undefined, 'the scene exists');
const wanted = asked.get('theme');
const theme = wanted === 'dark' || wanted === 'contrast' ? wanted : 'light';
let view: View = { ...scene.view, theme };
const watchers = new Set<(view: View) => void>();

function show(change: Partial<View>): void {
  view = { ...view, ...change, revision: view.revision + 1 };
  for (const seen of watchers) seen(view);
}

/** The few commands whose effect a look at the window needs; the others only count. */
function obey(command: Command): Result<void> {
  window.commands.push(command);
  if (command.command === 'dismissWarning') show({ warning: null });
  if (command.command === 'dismissRefusal') show({ refusal: null });
  if (command.command === 'language') show({ language: command.language });
  if (command.command === 'theme') show({ theme: command.theme });
  if (scene?.fault !== undefined) return { ok: false, fault: scene.fault };
  const wrong = asked.get('fault');
  return wrong !== null && isFaultCode(wrong) ? { ok: false, fault: fault(wrong) } : done;
}

const bridge: Bridge = {
  command: (command) => Promise.resolve(obey(command)),
  query: <Q extends QueryName>(query: Extract<Query, { query: Q }>) =>
    Promise.resolve(answer(query, view, scene?.nothing === true) as Result<Answers[Q]>),
  watch: (seen) => {
    watchers.add(seen);
    return () => watchers.delete(seen);
  },
};
const place = document.getElementById('root');
assert(place !== null, 'the page has a place for the window');
openWindow(place, bridge, scene.panel);
