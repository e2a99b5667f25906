import { EventEmitter } from 'node:events';
import { app, windowGone, windowOpened } from './app.ts';
import { record } from './calls.ts';
import { ignoreGone } from './cdp.ts';
import { preventable } from './event.ts';
import { gap } from './gap.ts';
import type { NativeImage } from './native-image.ts';
import { placeFullScreen, placePage } from './placement.ts';
import type { Placement } from './placement.ts';
import { createWebContents } from './web-contents.ts';
import type { ContentsControls, WebContents } from './web-contents.ts';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface WebPreferences {
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly additionalArguments?: readonly string[];
}

interface BrowserWindowOptions extends Partial<Rectangle> {
  readonly show?: boolean;
  readonly title?: string;
  readonly fullscreen?: boolean;
  readonly kiosk?: boolean;
  readonly webPreferences?: WebPreferences;
}

const openWindows = new Map<number, StandinWindow>();
let lastId = 0;

/** One window; `BrowserWindow` below is this class. */
export class StandinWindow extends EventEmitter {
  readonly id: number = ++lastId;
  readonly webContents: WebContents;
  private readonly controls: ContentsControls;
  private bounds: Placement;
  private title: string;
  private visible: boolean;
  private minimized = false;
  private maximized = false;
  private fullScreen: boolean;
  private kiosk: boolean;
  private destroyed = false;

  constructor(options: BrowserWindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    if (
      preferences.contextIsolation === false ||
      preferences.nodeIntegration === true ||
      preferences.sandbox === false
    ) {
      throw new Error(
        'electron stand-in: only windows with sandbox and context isolation and without Node are possible',
      );
    }
    const { x, y, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.title = options.title ?? app.getName();
    this.visible = options.show !== false;
    this.fullScreen = options.fullscreen === true;
    this.kiosk = options.kiosk === true;
    const self = gap('BrowserWindow', this);
    openWindows.set(this.id, self);
    windowOpened(self);
    this.controls = createWebContents({
      preload: preferences.preload,
      additionalArguments: preferences.additionalArguments ?? [],
      placement: this.bounds,
      fullScreen: this.fullScreen || this.kiosk,
      requestClose: () => self.close(),
      firstLoaded: () => self.emit('ready-to-show'),
      gone: () => self.markGone(),
    });
    this.webContents = this.controls.contents;
    app.emit('browser-window-created', preventable({}), self);
    return self;
  }

  static getAllWindows(): StandinWindow[] {
    return [...openWindows.values()];
  }
  static fromId(id: number): StandinWindow | null {
    return openWindows.get(id) ?? null;
  }
  static fromWebContents(contents: WebContents): StandinWindow | null {
    return (
      StandinWindow.getAllWindows().find((window) => window.webContents.id === contents.id) ?? null
    );
  }
  static getFocusedWindow(): StandinWindow | null {
    return StandinWindow.getAllWindows().findLast((window) => window.isVisible()) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  /** Not Electron's: asks the `close` listeners, closes when none objects, and says whether it did. */
  async requestClose(): Promise<boolean> {
    if (this.destroyed) return true;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await this.controls.destroy();
    return true;
  }
  close(): void {
    this.requestClose().catch(ignoreGone);
  }
  destroy(): void {
    this.controls.destroy().catch(ignoreGone);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  /** Not Electron's: the page is gone, so the window is. */
  markGone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    openWindows.delete(this.id);
    this.emit('closed');
    windowGone(this);
  }

  show(): void {
    const shown = !this.visible;
    this.visible = true;
    if (shown) this.emit('show');
    this.focus();
  }
  hide(): void {
    const hidden = this.visible;
    this.visible = false;
    if (hidden) this.emit('hide');
  }
  isVisible(): boolean {
    return this.visible;
  }
  focus(): void {
    record('BrowserWindow.focus', this.id);
    this.controls.page
      .then(({ session }) => session.send('Page.bringToFront', {}))
      .catch(ignoreGone);
    this.emit('focus');
  }
  isFocused(): boolean {
    return StandinWindow.getFocusedWindow()?.id === this.id;
  }
  minimize(): void {
    this.minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.minimized = false;
    this.emit('restore');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  maximize(): void {
    this.maximized = true;
    this.emit('maximize');
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  setFullScreen(fullScreen: boolean): void {
    record('BrowserWindow.setFullScreen', this.id, fullScreen);
    this.fullScreen = fullScreen;
    this.controls.page.then((page) => placeFullScreen(page, fullScreen)).catch(ignoreGone);
    this.emit(fullScreen ? 'enter-full-screen' : 'leave-full-screen');
  }
  isFullScreen(): boolean {
    return this.fullScreen;
  }
  setKiosk(kiosk: boolean): void {
    record('BrowserWindow.setKiosk', this.id, kiosk);
    this.kiosk = kiosk;
    this.controls.page.then((page) => placeFullScreen(page, kiosk)).catch(ignoreGone);
  }
  isKiosk(): boolean {
    return this.kiosk;
  }

  setMenu(menu: unknown): void {
    record('BrowserWindow.setMenu', this.id, menu);
  }
  removeMenu(): void {
    record('BrowserWindow.removeMenu', this.id);
  }
  setMenuBarVisibility(visible: boolean): void {
    record('BrowserWindow.setMenuBarVisibility', this.id, visible);
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  getBounds(): Rectangle {
    const { x = 0, y = 0, width, height } = this.bounds;
    return { x, y, width, height };
  }
  getContentBounds(): Rectangle {
    return this.getBounds();
  }
  getSize(): [number, number] {
    return [this.bounds.width, this.bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
    this.controls.page.then((page) => placePage(page, this.bounds)).catch(ignoreGone);
    this.emit('resize');
  }
}

/** Electron's BrowserWindow; its width and height are those of the content. */
export const BrowserWindow = gap('BrowserWindow (the class)', StandinWindow);
