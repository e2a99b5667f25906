/** Routes of products, staff, stores, and of importing them. */
import { ok } from '../../../shared/fault.ts';
import {
  applyImportSchema,
  importedSchema,
  importPreviewSchema,
  masterPaths as paths,
  mastersQuerySchema,
  newPinSchema,
  previewImportSchema,
  productsSchema,
  resetPinSchema,
  savedMasterSchema,
  saveProductSchema,
  saveStaffSchema,
  saveStoreSchema,
  staffListSchema,
  storeListSchema,
} from '../../../shared/wire/masters.ts';
import { applyImport, previewImport } from '../imports/import.ts';
import { editStaff, listStaff, resetPin } from '../staffedits.ts';
import { editStore, listStores } from '../storeedits.ts';
import { editProduct, listProducts } from '../productedits.ts';
import type { Office } from './door.ts';

const permission = 'masterData' as const;
const flaw = 'master.invalid' as const;
const saved = { permission, flaw, answer: savedMasterSchema } as const;

export function serveMasters({ read, ask, change }: Office): void {
  read(
    paths.products,
    { query: mastersQuerySchema, answer: productsSchema, about: 'Products as edited, in pages.' },
    async (query, headquarters) => ok(await listProducts(headquarters, query)),
  );
  change(
    paths.products,
    {
      ...saved,
      body: saveProductSchema,
      about: 'Saves a product; registers learn of it by job 1040.',
    },
    (body, { headquarters, by }) => editProduct(headquarters, body, by),
  );
  read(
    paths.staff,
    { query: mastersQuerySchema, answer: staffListSchema, about: 'Staff as edited, in pages.' },
    async (query, headquarters) => ok(await listStaff(headquarters, query)),
  );
  change(
    paths.staff,
    {
      ...saved,
      body: saveStaffSchema,
      about: 'Saves a person; registers learn of it by job 1060.',
    },
    (body, { headquarters, by }) => editStaff(headquarters, body, by),
  );
  change(
    paths.resetPin,
    {
      permission,
      body: resetPinSchema,
      answer: newPinSchema,
      about: 'Gives a person a new PIN, told this once.',
    },
    (body, { headquarters, by }) => resetPin(headquarters, body, by),
  );
  read(
    paths.stores,
    {
      query: mastersQuerySchema,
      answer: storeListSchema,
      about: 'Stores with taxes, tender types and limits as edited, in pages.',
    },
    async (query, headquarters) => ok(await listStores(headquarters, query)),
  );
  change(
    paths.stores,
    { ...saved, body: saveStoreSchema, about: 'Saves a store; registers learn of it by job 1070.' },
    (body, { headquarters, by }) => editStore(headquarters, body, by),
  );
  ask(
    paths.previewImport,
    {
      body: previewImportSchema,
      answer: importPreviewSchema,
      about: 'What a CSV file would do, and what is wrong with each of its rows.',
    },
    ({ kind, csv }, headquarters) => previewImport(headquarters, kind, csv),
  );
  change(
    paths.applyImport,
    {
      permission,
      body: applyImportSchema,
      answer: importedSchema,
      about: 'Writes what a CSV file says, all of it or only its sound rows.',
    },
    (body, { headquarters, by }) => applyImport(headquarters, body, by),
  );
}
