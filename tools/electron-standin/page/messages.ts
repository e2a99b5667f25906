/** What the preload's world sends to the main process; `args` are encoded by the codec. */
export type FromPreload =
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: string;
    }
  | { readonly kind: 'preload-error'; readonly message: string; readonly stack: string | null };

/** What the main process sends to the preload's world. */
export type ToPreload =
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'reply'; readonly id: number; readonly value: string }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

/** What a sandboxed preload may know of the process. */
export interface PreloadFacts {
  readonly preload: string;
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly argv: readonly string[];
}
