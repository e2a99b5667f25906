/** Operations of people at the register, and on its line. */
import { everybody, sellers, works, type Operation } from './operation.ts';

export const peopleOperations = [
  {
    key: 'logOn',
    id: 700,
    name: { en: 'Log on', zh: '登录' },
    roles: everybody,
    overridable: false,
    offline: works,
    where: ['signIn'],
    commands: ['signIn'],
    keys: 'F12',
  },
  {
    key: 'logOff',
    id: 701,
    name: { en: 'Log off', zh: '退出登录' },
    roles: everybody,
    overridable: false,
    offline: works,
    where: ['signIn', 'sale', 'payment', 'receipt'],
    commands: ['signOut'],
  },
  {
    key: 'connectionStatus',
    id: 917,
    name: { en: 'Database connection status', zh: '连接状态' },
    roles: sellers,
    overridable: true,
    offline: works,
    where: ['signIn', 'sale', 'payment', 'receipt'],
    commands: ['disconnect', 'connect'],
    keys: 'F10',
  },
] as const satisfies readonly Operation[];
