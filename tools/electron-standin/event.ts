/** What Electron hands to listeners that may refuse something. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** A fresh event; `extra` are the properties Electron adds for that kind of event. */
export function preventable<T extends object>(extra: T): PreventableEvent & T {
  const event: PreventableEvent = {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
  return Object.assign(event, extra);
}
