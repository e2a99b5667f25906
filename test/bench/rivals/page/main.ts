/** The page of a rival: its address names the engine; Playwright asks the meter. */
import type { Engine, Sale } from '../engine.ts';
import { makeMeter, type Meter, type Page } from '../meter.ts';

declare global {
  var rivalMeter: Promise<Meter> | undefined;
}

/** Each is loaded alone: no engine pays for the code of another. */
const engines: Readonly<{ [name: string]: () => Promise<Engine> }> = {
  dexie: async () => (await import('./dexie.ts')).dexieHydrated(),
  'dexie-indexed': async () => (await import('./dexie.ts')).dexieIndexed(),
  pouchdb: async () => (await import('./pouch.ts')).pouch(),
  rxdb: async () => (await import('./rx.ts')).rx(),
  sqljs: async () => (await import('./sqljs.ts')).sqlJs(),
};

async function open(): Promise<Meter> {
  const name = new URL(location.href).searchParams.get('engine') ?? '';
  const engine = await engines[name]?.();
  if (engine === undefined) throw new Error(`there is no engine ${name}`);
  const like: Sale = await (await fetch('/sale.json')).json();
  return makeMeter(engine, {
    page: async (from): Promise<Page> => (await fetch(`/products.json?from=${from}`)).json(),
    sale: (number) => ({ ...like, id: `S${String(number).padStart(8, '0')}` }),
  });
}

globalThis.rivalMeter = open();
