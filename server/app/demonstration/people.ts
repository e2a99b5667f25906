/** The people of the demonstration with their secrets, which a real installation never writes down. */
import type { Role } from '../../../shared/staff.ts';
import type { Text } from '../../../shared/identity.ts';

export type DemonstrationPerson = {
  readonly id: string;
  readonly name: Text;
  readonly role: Role;
  readonly pin: string;
  readonly badge: string;
};

/** Those whom the sign-in screen shows, in its order. */
export const staff = {
  meiLin: {
    id: 'S-1001',
    name: { en: 'Mei Lin', zh: '林梅' },
    role: 'cashier',
    pin: '111111',
    badge: 'HF-1001',
  },
  tomas: {
    id: 'S-1002',
    name: { en: 'Tomás Ortega', zh: '周航' },
    role: 'cashier',
    pin: '333333',
    badge: 'HF-1002',
  },
  aisha: {
    id: 'S-1003',
    name: { en: 'Aisha Rahman', zh: '罗艾莎' },
    role: 'cashier',
    pin: '444444',
    badge: 'HF-1003',
  },
  jonas: {
    id: 'S-1004',
    name: { en: 'Jonas Weber', zh: '魏俊' },
    role: 'cashier',
    pin: '555555',
    badge: 'HF-1004',
  },
  priya: {
    id: 'S-1005',
    name: { en: 'Priya Nair', zh: '倪静' },
    role: 'manager',
    pin: '222222',
    badge: 'HF-1005',
  },
  oluwaseun: {
    id: 'S-1006',
    name: { en: 'Oluwaseun Adeyemi', zh: '戴文' },
    role: 'cashier',
    pin: '666666',
    badge: 'HF-1006',
  },
  hannah: {
    id: 'S-1007',
    name: { en: 'Hannah Kowalski', zh: '康晗' },
    role: 'cashier',
    pin: '777777',
    badge: 'HF-1007',
  },
  sam: {
    id: 'S-1008',
    name: { en: 'Sam Okafor', zh: '欧山' },
    role: 'stock',
    pin: '888888',
    badge: 'HF-1008',
  },
} as const satisfies Readonly<Record<string, DemonstrationPerson>>;

/** Head office: two people who may act, because a lock is broken only by two. `name` is what they sign in with. */
export const accounts = {
  ruth: {
    name: 'ruth',
    fullName: 'Ruth Adler',
    role: 'administrator',
    password: 'harbour-office-1',
  },
  daniel: {
    name: 'daniel',
    fullName: 'Daniel Osei',
    role: 'finance',
    password: 'harbour-office-2',
  },
} as const;
