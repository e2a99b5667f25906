/** Operations of a shift: the drawer's period from its float to its Z. All of them work with the line cut. */
import { sellers, works, type Operation } from './operation.ts';

const row = {
  roles: sellers,
  overridable: true,
  offline: works,
  where: ['shift', 'sale'],
} as const;

export const shiftOperations = [
  {
    ...row,
    key: 'manageShifts',
    id: 918,
    name: { en: 'Manage shifts', zh: '管理班次' },
    commands: ['resumeShift'],
    queries: ['shifts'],
    keys: 'F11',
  },
  {
    ...row,
    key: 'tenderDeclaration',
    id: 1052,
    name: { en: 'Tender declaration', zh: '清点申报' },
    commands: ['declareTenders'],
  },
  {
    ...row,
    key: 'blindCloseShift',
    id: 1053,
    name: { en: 'Blind close shift', zh: '盲关班次' },
    commands: ['blindCloseShift'],
  },
  {
    ...row,
    key: 'suspendShift',
    id: 1054,
    name: { en: 'Suspend shift', zh: '挂起班次' },
    commands: ['suspendShift'],
  },
  {
    ...row,
    key: 'closeShift',
    id: 1055,
    name: { en: 'Close shift', zh: '关闭班次' },
    commands: ['closeShift'],
  },
  {
    ...row,
    key: 'printX',
    id: 1056,
    name: { en: 'Print X', zh: '打印 X 报表' },
    commands: ['printX'],
    queries: ['shiftReport'],
  },
  {
    ...row,
    key: 'reprintZ',
    id: 1057,
    name: { en: 'Reprint Z', zh: '重印 Z 报表' },
    commands: ['reprintZ'],
  },
  {
    ...row,
    key: 'declareStartAmount',
    id: 1200,
    name: { en: 'Declare start amount', zh: '申报开班备用金' },
    commands: ['openShift'],
    keys: 'F12',
  },
  {
    ...row,
    key: 'floatEntry',
    id: 1201,
    name: { en: 'Float entry', zh: '补充备用金' },
    commands: ['floatEntry'],
  },
  {
    ...row,
    key: 'tenderRemoval',
    id: 1210,
    name: { en: 'Tender removal', zh: '取出现金' },
    commands: ['tenderRemoval'],
  },
  {
    ...row,
    key: 'safeDrop',
    id: 1211,
    name: { en: 'Safe drop', zh: '存入保险箱' },
    commands: ['safeDrop'],
  },
  {
    ...row,
    key: 'bankDrop',
    id: 1212,
    name: { en: 'Bank drop', zh: '缴存银行' },
    commands: ['bankDrop'],
  },
] as const satisfies readonly Operation[];
