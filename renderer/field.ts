/** What a typed sign goes into. */

/** The text field that this is; null when it is none, as a check box is. */
export const textField = (target: EventTarget | null): HTMLInputElement | null =>
  target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type)
    ? target
    : null;

/** Whether it takes typed signs itself: a text field, or a list whose entries are chosen by their first letters. */
export const takesSigns = (target: EventTarget | null): boolean =>
  textField(target) !== null || target instanceof HTMLSelectElement;
