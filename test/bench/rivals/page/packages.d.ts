/** What is used of the rivals' packages, so that the house is checked without installing them. */

declare module 'dexie' {
  export type Table<T, Key> = {
    add: (row: T) => Promise<Key>;
    bulkPut: (rows: T[]) => Promise<Key>;
    bulkGet: (keys: Key[]) => Promise<(T | undefined)[]>;
    toArray: () => Promise<T[]>;
    where: (index: string) => Clause<T, Key>;
  };
  type Clause<T, Key> = {
    equals: (value: string | number) => Found<T, Key>;
    startsWith: (beginning: string) => Found<T, Key>;
  };
  type Found<T, Key> = {
    first: () => Promise<T | undefined>;
    toArray: () => Promise<T[]>;
    primaryKeys: () => Promise<Key[]>;
  };
  export default class Dexie {
    constructor(
      name: string,
      options?: { chromeTransactionDurability?: 'default' | 'strict' | 'relaxed' },
    );
    version(number: number): { stores: (tables: { [table: string]: string }) => unknown };
    table<T, Key>(name: string): Table<T, Key>;
    open(): Promise<Dexie>;
    close(): void;
  }
}

declare module 'pouchdb-browser' {
  export default class PouchDB<T = object> {
    constructor(name: string, options?: { auto_compaction?: boolean });
    bulkDocs(docs: (T & { _id: string })[]): Promise<({ ok: true } | { error: unknown })[]>;
    info(): Promise<unknown>;
    put(doc: T & { _id: string }): Promise<unknown>;
    allDocs(options: { include_docs: true }): Promise<{ rows: { doc: T }[] }>;
    close(): Promise<void>;
  }
}

declare module 'rxdb' {
  type Doc<T> = { toJSON: () => T };
  export type RxCollection<T> = {
    insert: (doc: T) => Promise<Doc<T>>;
    bulkInsert: (docs: T[]) => Promise<{ error: unknown[] }>;
    find: (query?: { selector: { [field: string]: unknown } }) => { exec: () => Promise<Doc<T>[]> };
  };
  export type RxDatabase = {
    addCollections: <T extends { [name: string]: object }>(creators: {
      [Name in keyof T]: { schema: object };
    }) => Promise<{ [Name in keyof T]: RxCollection<T[Name]> }>;
    close: () => Promise<unknown>;
  };
  export function createRxDatabase(options: {
    name: string;
    storage: unknown;
    multiInstance: boolean;
  }): Promise<RxDatabase>;
}

declare module 'rxdb/plugins/storage-dexie' {
  export function getRxStorageDexie(settings?: { chromeTransactionDurability: 'strict' }): unknown;
}

declare module 'sql.js' {
  type Cell = string | number | Uint8Array | null;
  export type Statement = {
    run: (cells: Cell[]) => void;
    bind: (cells: Cell[] | { [name: string]: Cell }) => boolean;
    step: () => boolean;
    get: () => Cell[];
    reset: () => void;
    free: () => boolean;
  };
  export type Database = {
    run: (sql: string, cells?: Cell[]) => unknown;
    exec: (sql: string) => { columns: string[]; values: Cell[][] }[];
    prepare: (sql: string) => Statement;
    export: () => Uint8Array;
    close: () => void;
  };
  export default function initSqlJs(options: {
    locateFile: (file: string) => string;
  }): Promise<{ Database: new (bytes?: Uint8Array) => Database }>;
}
