import { expect, it } from 'vitest';
import { checkNewPin, checkTwice } from '../../shared/pin.ts';

const codeOf = (checked: ReturnType<typeof checkNewPin>): string =>
  checked.ok ? 'good' : checked.fault.code;

it.each(['', '123', '0000', '1234', '4321', '2468', 'x'.repeat(65)])('takes no %s', (pin) => {
  expect(codeOf(checkNewPin(pin, '2468'))).toBe('pin.weak');
});

it.each(['8061', '1224', 'a b c', '密码密码a', '1357'])('takes %s', (pin) => {
  expect(codeOf(checkNewPin(pin, '2468'))).toBe('good');
});

it('wants it twice the same', () => {
  expect(codeOf(checkTwice('8061', '8061', '2468'))).toBe('good');
  expect(codeOf(checkTwice('8061', '8062', '2468'))).toBe('pin.twice');
  expect(codeOf(checkTwice('1111', '2222', '2468'))).toBe('pin.weak');
});
