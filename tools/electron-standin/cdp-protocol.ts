/** The few messages of the Chrome DevTools Protocol that the stand-in uses: parameters and results, events. */

export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly openerId?: string;
}

export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

export interface RemoteObject {
  readonly value?: unknown;
  readonly description?: string;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postData?: string;
    readonly hasPostData?: boolean;
  };
}

type None = Record<string, never>;

interface Call<Parameters, Result = None> {
  readonly parameters: Parameters;
  readonly result: Result;
}

export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

export interface CdpCommands {
  'Browser.close': Call<None>;
  'Browser.getWindowForTarget': Call<{ targetId: string }, { windowId: number }>;
  'Browser.setWindowBounds': Call<{
    windowId: number;
    bounds: { left?: number; top?: number; windowState?: WindowState };
  }>;
  'Browser.setContentsSize': Call<{ windowId: number; width: number; height: number }>;
  'Emulation.setDeviceMetricsOverride': Call<{
    width: number;
    height: number;
    deviceScaleFactor: number;
    mobile: boolean;
  }>;
  'Emulation.setFocusEmulationEnabled': Call<{ enabled: boolean }>;
  'Emulation.setEmulatedMedia': Call<{ features: { name: string; value: string }[] }>;
  'Fetch.enable': Call<{ patterns: { urlPattern: string; requestStage: 'Request' }[] }>;
  'Fetch.continueRequest': Call<{ requestId: string }>;
  'Fetch.failRequest': Call<{ requestId: string; errorReason: string }>;
  'Fetch.fulfillRequest': Call<{
    requestId: string;
    responseCode: number;
    responseHeaders: HeaderEntry[];
    body?: string;
  }>;
  'Inspector.enable': Call<None>;
  'Page.addScriptToEvaluateOnNewDocument': Call<
    { source: string; worldName?: string },
    { identifier: string }
  >;
  'Page.bringToFront': Call<None>;
  'Page.captureScreenshot': Call<{ format: 'png' }, { data: string }>;
  'Page.crash': Call<None>;
  'Page.enable': Call<None>;
  'Page.navigate': Call<{ url: string }, { frameId: string; errorText?: string }>;
  'Page.printToPDF': Call<PrintOptions, { data: string }>;
  'Page.reload': Call<None>;
  'Runtime.addBinding': Call<{ name: string; executionContextName: string }>;
  'Runtime.enable': Call<None>;
  'Runtime.evaluate': Call<
    { expression: string; contextId?: number; awaitPromise?: boolean; returnByValue?: boolean },
    { result: RemoteObject; exceptionDetails?: object }
  >;
  'Runtime.runIfWaitingForDebugger': Call<None>;
  'Target.closeTarget': Call<{ targetId: string }>;
  'Target.createTarget': Call<
    { url: string; newWindow: boolean; width?: number; height?: number },
    { targetId: string }
  >;
  'Target.setAutoAttach': Call<{
    autoAttach: boolean;
    waitForDebuggerOnStart: boolean;
    flatten: boolean;
  }>;
  'Target.setDiscoverTargets': Call<{ discover: boolean }>;
}

/** Events with their one argument, in the form that Node's EventEmitter is typed by. */
export interface CdpEvents {
  'Fetch.requestPaused': [PausedRequest];
  'Inspector.targetCrashed': [None];
  'Page.domContentEventFired': [{ timestamp: number }];
  'Page.frameNavigated': [{ frame: { id: string; parentId?: string; url: string } }];
  'Page.frameStartedLoading': [{ frameId: string }];
  'Page.frameStoppedLoading': [{ frameId: string }];
  'Page.loadEventFired': [{ timestamp: number }];
  'Page.navigatedWithinDocument': [{ frameId: string; url: string }];
  'Page.windowOpen': [
    { url: string; windowName: string; windowFeatures: string[]; userGesture: boolean },
  ];
  'Runtime.bindingCalled': [{ name: string; payload: string; executionContextId: number }];
  'Runtime.consoleAPICalled': [
    {
      type: string;
      args: RemoteObject[];
      stackTrace?: { callFrames: { url: string; lineNumber: number }[] };
    },
  ];
  'Runtime.executionContextCreated': [
    { context: { id: number; name: string; auxData?: { frameId?: string } } },
  ];
  'Runtime.executionContextDestroyed': [{ executionContextId: number }];
  'Runtime.executionContextsCleared': [None];
  'Target.attachedToTarget': [{ sessionId: string; targetInfo: TargetInfo }];
  'Target.targetDestroyed': [{ targetId: string }];
  /** Not of the protocol: the connection has ended. */
  closed: [];
}

/** What the register asks of a PDF. */
export type PrintOptions = { preferCSSPageSize: boolean; printBackground: boolean };
