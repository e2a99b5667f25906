/** The people of the tests. Their PINs are hashed at low cost: what is tested here is not how slow that is. */
import { scryptSync } from 'node:crypto';
import type { Role, Staff } from '../../shared/staff.ts';

export const pin = '2468';
const salt = Buffer.from('salt of the tests').toString('base64');
const key = scryptSync(pin, Buffer.from(salt, 'base64'), 32, { N: 16, r: 8, p: 1 });
const pinHash = `scrypt$16$8$1$${salt}$${key.toString('base64')}`;

const makeStaff = (id: string, role: Role, badge?: string): Staff => ({
  id,
  name: { en: id, zh: id },
  role,
  pinHash,
  ...(badge === undefined ? {} : { badge }),
});

export const mei = { ...makeStaff('101', 'cashier', 'B-101'), name: { en: 'Mei Lin', zh: '林梅' } };
export const ada = makeStaff('102', 'manager');
export const stocker = makeStaff('103', 'stock');
export const everyone = [mei, ada, stocker];
