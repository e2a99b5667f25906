/**
 * Ends the process with a sentence when Node is older than 24: better-sqlite3 would end it without
 * one. Call it before anything that loads the database is imported.
 */
export function assertNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return;
  console.error(
    `Holdfast needs Node 24 and this is ${process.versions.node}. Start it through npm ` +
      '(npm start, npm test): npm ci has put the right Node beside the project.',
  );
  process.exit(1);
}
