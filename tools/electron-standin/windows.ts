import type { StandinWindow } from './browser-window.ts';
import type { WebContents } from './web-contents.ts';

/** The open windows by number, and the contents by their number and by Chromium's target. */
export const openWindows = new Map<number, StandinWindow>();
export const openContents = new Map<number, WebContents>();
export const contentsByTarget = new Map<string, WebContents>();
