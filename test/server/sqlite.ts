/**
 * The services' SQLite, a package of its own (docs/decisions/0006): what a test does to a service's file in that service's process it must do
 * by the same library, for two of them in one process know nothing of each other's locks.
 */
import { createRequire } from 'node:module';
import type RegisterSqlite from 'better-sqlite3';

const requireAsServer = createRequire(new URL('../../server/database/sqlite.ts', import.meta.url));

export const ServerSqlite: typeof RegisterSqlite = requireAsServer('better-sqlite3');
