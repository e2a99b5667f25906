/** One file of bytes in IndexedDB, for an engine that only knows memory. */

const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the write was broken off'));
  });

export type FileRecord = {
  readonly read: () => Promise<Uint8Array | undefined>;
  /** On disc, flushed, when it is answered. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
};

export async function openRecord(name: string): Promise<FileRecord> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore('file');
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB did not open'));
  });
  return {
    read: async () => {
      const transaction = db.transaction('file');
      const asked: IDBRequest<unknown> = transaction.objectStore('file').get('bytes');
      await ended(transaction);
      return asked.result instanceof Uint8Array ? asked.result : undefined;
    },
    write: async (bytes) => {
      const transaction = db.transaction('file', 'readwrite', { durability: 'strict' });
      transaction.objectStore('file').put(bytes, 'bytes');
      await ended(transaction);
    },
  };
}
