/** Names of things. Ids are opaque text: random ones are made from the port `Chance`, codes are given by head office. */
export type SaleId = string;
/** Id of a request for a lock, and so of the lock itself. Random; never used twice. */
export type RequestId = string;
export type RegisterId = string;
export type StoreId = string;
export type StaffId = string;
export type ProductId = string;
export type CustomerId = string;
/** SHA-256 in lower-case hexadecimal. */
export type Hash = string;
/** An instant as ISO 8601 in UTC with milliseconds. */
export type Instant = string;

export type Text = { readonly en: string; readonly zh: string };
export type Language = 'en-US' | 'zh-CN';

/** What a room may know of time. `now` is the wall clock, `running` a monotonic count of milliseconds since start. */
export type Clock = { readonly now: () => Instant; readonly running: () => number };
/** The only source of chance: a random id of 128 bits as 32 hexadecimal digits, and a fraction in [0, 1) for jitter. */
export type Chance = { readonly id: () => string; readonly fraction: () => number };
