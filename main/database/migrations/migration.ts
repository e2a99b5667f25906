/** One step of the schema: it only adds, runs in one transaction, and leaves `version` in user_version. Versions step by ten. */
export type Migration = { readonly version: number; readonly sql: string };
