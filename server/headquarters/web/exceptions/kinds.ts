/** What each kind of exception is called, and what it means for who looks at it. */
import type { ExceptionKind } from '../../../../shared/wire/exceptions.ts';
import type { Word } from '../text/language.ts';

export const kindWords: Readonly<
  Record<ExceptionKind, { readonly name: Word; readonly help: Word }>
> = {
  shortfall: { name: 'exceptions:shortfall', help: 'exceptions:helpShortfall' },
  restored: { name: 'exceptions:restored', help: 'exceptions:helpRestored' },
  rolledBack: { name: 'exceptions:rolledBack', help: 'exceptions:helpRolledBack' },
  grantMisused: { name: 'exceptions:grantMisused', help: 'exceptions:helpGrantMisused' },
  ungranted: { name: 'exceptions:ungranted', help: 'exceptions:helpUngranted' },
  issuedTwice: { name: 'exceptions:issuedTwice', help: 'exceptions:helpIssuedTwice' },
  saleFlaw: { name: 'exceptions:saleFlaw', help: 'exceptions:helpSaleFlaw' },
  ruleBreach: { name: 'exceptions:ruleBreach', help: 'exceptions:helpRuleBreach' },
  saleTwice: { name: 'exceptions:saleTwice', help: 'exceptions:helpTwice' },
  numberTwice: { name: 'exceptions:numberTwice', help: 'exceptions:helpTwice' },
  parked: { name: 'exceptions:entryParked', help: 'exceptions:helpParked' },
  repairDiffers: { name: 'exceptions:repairDiffers', help: 'exceptions:helpRepairDiffers' },
  headquartersRestored: {
    name: 'exceptions:headquartersRestored',
    help: 'exceptions:helpHeadquartersRestored',
  },
  shiftDifference: { name: 'exceptions:shiftDifference', help: 'exceptions:helpShiftDifference' },
  overReturn: { name: 'exceptions:overReturn', help: 'exceptions:helpOverReturn' },
};
