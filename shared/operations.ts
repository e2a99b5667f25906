/** Operations by their well-known ids (Dynamics 365 Commerce), with who may do them and whether they need the real-time service. */
import type { CommandName } from './bridge/command.ts';
import type { Role } from './staff.ts';

export type Operation = {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly needsRealtime: boolean;
};

const everyone: readonly Role[] = ['cashier', 'manager'];

/** The commands that are operations of the catalogue. */
export const operations: Partial<Readonly<Record<CommandName, Operation>>> = {
  addProduct: { id: 100, name: 'Product sale', roles: everyone, needsRealtime: false },
  voidLine: { id: 102, name: 'Void product', roles: everyone, needsRealtime: false },
  quantity: { id: 105, name: 'Set quantity', roles: everyone, needsRealtime: false },
  return: { id: 109, name: 'Return product', roles: everyone, needsRealtime: false },
  returnReceipt: { id: 114, name: 'Return transaction', roles: everyone, needsRealtime: false },
  payCash: { id: 200, name: 'Pay cash', roles: everyone, needsRealtime: false },
  payCard: { id: 201, name: 'Pay card', roles: everyone, needsRealtime: false },
  payInstrument: {
    id: 213,
    name: 'Pay credit memo or gift card',
    roles: everyone,
    needsRealtime: true,
  },
  discount: { id: 300, name: 'Line discount', roles: everyone, needsRealtime: false },
  suspend: { id: 503, name: 'Suspend transaction', roles: everyone, needsRealtime: false },
  recall: { id: 504, name: 'Recall transaction', roles: everyone, needsRealtime: false },
  voidSale: { id: 500, name: 'Void transaction', roles: everyone, needsRealtime: false },
  giftCard: { id: 511, name: 'Issue gift card', roles: everyone, needsRealtime: true },
  disconnect: {
    id: 917,
    name: 'Database connection status',
    roles: everyone,
    needsRealtime: false,
  },
  openDrawer: { id: 1200, name: 'Open drawer', roles: everyone, needsRealtime: false },
};
