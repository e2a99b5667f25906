/** The Chinese words of a noun: the same keys as the English ones, none missing, none extra. */
export type Translated<T> = { readonly [K in keyof T]: string };
