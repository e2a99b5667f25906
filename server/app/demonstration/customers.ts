/** Customers of the demonstration. Their phone numbers are of those that belong to nobody. */
import type { Customer } from '../../../shared/customer.ts';

const people: readonly (readonly [en: string, zh: string, email: string])[] = [
  ['Ana Lindqvist', '林安娜', 'ana.lindqvist@example.org'],
  ['Marcus Bell', '白马克', 'marcus.bell@example.com'],
  ['Chen Yu', '陈宇', 'chen.yu@example.net'],
  ['Harbour Street Café', '海港街咖啡馆', 'orders@example.com'],
  ['Noor Haddad', '何诺', 'noor@example.org'],
  ['Wang Xiuying', '王秀英', ''],
  ['Pilar Ortega', '欧碧莲', 'pilar.ortega@example.com'],
  ['Dorothy Quist', '桂多萝', ''],
  ['Li Wei', '李伟', 'li.wei@example.net'],
  ['Ingrid Solheim', '苏英格', 'ingrid@example.org'],
  ['Tea & Paper Ltd', '茶与纸有限公司', 'accounts@example.com'],
  ['Samuel Adeyemi', '戴山姆', 'samuel@example.com'],
];

export const customers: readonly Customer[] = people.map(([en, zh, email], index) => ({
  id: `C-${index + 1}`,
  number: String(100_001 + index),
  name: { en, zh },
  phone: `+1 415 555 ${String(101 + index * 7).padStart(4, '0')}`,
  email,
  cards: [`HFC-${100_001 + index}`],
}));
