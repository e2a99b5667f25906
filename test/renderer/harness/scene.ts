/** One picture of the window to look at. */
import type { Panel } from '../../../renderer/panel.tsx';
import type { View } from '../../../shared/bridge/view.ts';

export type Scene = { readonly view: View; readonly now: string; readonly panel?: Panel };
