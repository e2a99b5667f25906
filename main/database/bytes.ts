/** How large the offline database is on disk. */
import { one, type Connection } from './statement.ts';

/** Bytes of its pages, without what still lies beside it in the write-ahead log. */
export const databaseBytes = (db: Connection): number =>
  one<{ readonly bytes: number }>(
    db,
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  )?.bytes ?? 0;
